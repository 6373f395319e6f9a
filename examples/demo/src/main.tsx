import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'planshift/styles.css';
import './demo.css';
import { BillingPage } from './BillingPage.js';
import { Panel } from './Panel.js';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <div className="stage">
        <BillingPage />
        <Panel />
      </div>
    </StrictMode>,
  );
