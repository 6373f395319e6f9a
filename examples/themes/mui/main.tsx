import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import Button from '@mui/material/Button';
import Container from '@mui/material/Container';
import CssBaseline from '@mui/material/CssBaseline';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { ChangePlanProvider } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import 'planshift/styles.css';
import { PlanSettings } from './PlanSettings.js';

// A billing system inside of this page. A real host has createHttpAdapter({ endpoint: '/api/billing' }) here.
const { adapter, demo } = createSandbox();
const root = document.getElementById('root');

function App() {
  const [mode, setMode] = useState<'light' | 'dark'>('light');
  return (
    <ThemeProvider theme={createTheme({ palette: { mode } })}>
      <CssBaseline />
      <Container component="main" sx={{ paddingBlock: 4 }}>
        <Button
          variant="contained"
          sx={{ marginBottom: 4 }}
          onClick={() => setMode(mode === 'dark' ? 'light' : 'dark')}
        >
          Light or dark
        </Button>
        <ChangePlanProvider adapter={adapter(demo)}>
          <PlanSettings />
        </ChangePlanProvider>
      </Container>
    </ThemeProvider>
  );
}

if (root) createRoot(root).render(<App />);
