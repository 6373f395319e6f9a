import { createRoot } from 'react-dom/client';
import { ChangePlan, ChangePlanProvider } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import 'bootstrap/dist/css/bootstrap.min.css';
// Bootstrap styles headings, lists and labels outside of any layer: the sealed sheet stands above that.
import 'planshift/sealed.css';
import './theme.css';

// A billing system inside of this page. A real host has createHttpAdapter({ endpoint: '/api/billing' }) here.
const { adapter, demo } = createSandbox();
const root = document.getElementById('root');

if (root)
  createRoot(root).render(
    <ChangePlanProvider adapter={adapter(demo)}>
      <main className="container py-4">
        <button
          type="button"
          className="btn btn-primary mb-4"
          onClick={({ currentTarget: { ownerDocument } }) => {
            const { dataset } = ownerDocument.documentElement;
            dataset.bsTheme = dataset.bsTheme === 'dark' ? 'light' : 'dark';
          }}
        >
          Light or dark
        </button>
        <ChangePlan />
      </main>
    </ChangePlanProvider>,
  );
