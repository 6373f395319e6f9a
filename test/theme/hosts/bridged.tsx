import { createRoot } from 'react-dom/client';
import { ChangePlan, ChangePlanProvider, ThemeScope } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { radixTheme, shadcnHslTheme, shadcnTheme } from 'planshift/theme';
import 'planshift/styles.css';

const bridges = { shadcn: shadcnTheme, shadcnHsl: shadcnHslTheme, radix: radixTheme };
const { adapter, demo } = createSandbox();
const root = document.getElementById('root');
// The page says which of the three it is.
const name = root?.dataset.bridge as keyof typeof bridges;

if (root)
  createRoot(root).render(
    <ChangePlanProvider adapter={adapter(demo)}>
      <ThemeScope theme={bridges[name]}>
        <main>
          <ChangePlan />
        </main>
      </ThemeScope>
    </ChangePlanProvider>,
  );
