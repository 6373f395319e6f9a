import { useEffect, type ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { ChangePlan, ChangePlanProvider, createHttpAdapter } from 'planshift';
import { adoptStyles } from 'planshift/shadow';
import { everyState } from 'planshift/testing';
import { StateScreen } from '../hosts/screens.js';

/** What the page was asked to do, as its server wrote it. */
interface Task {
  readonly render: 'server' | 'client' | 'every on the server' | 'every' | 'live';
  readonly state: string;
  readonly adopts: boolean;
}

declare global {
  interface Window {
    /** How many states were drawn. */
    drawn?: number;
  }
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/** Tells when what is inside has come to life. */
function Alive({ tell, children }: { readonly tell: () => void; readonly children: ReactNode }) {
  useEffect(tell, [tell]);
  return children;
}

/** Draws one state after the other, into the place or over what the server wrote of it, and takes it away again. */
async function drawEvery(place: Element, isWritten: boolean): Promise<void> {
  const places = isWritten ? [...place.querySelectorAll<HTMLElement>(':scope > div')] : [];
  for (const [index, [name]] of everyState.entries()) {
    const written = places[index];
    if (written) written.hidden = false;
    let root: Root | undefined;
    await new Promise<void>((tell) => {
      const screen = (
        <Alive tell={tell}>
          <StateScreen name={name} />
        </Alive>
      );
      if (written) root = hydrateRoot(written, screen, { identifierPrefix: `s${index}` });
      else (root = createRoot(place)).render(screen);
    });
    await nextFrame();
    root?.unmount();
    written?.remove();
    window.drawn = (window.drawn ?? 0) + 1;
  }
}

async function start(): Promise<void> {
  const place = document.querySelector('#kit');
  // The server of this very test wrote it.
  const task = JSON.parse(document.querySelector('#task')?.textContent ?? '') as Task;
  if (!place) return;
  if (task.adopts) adoptStyles(document);
  if (task.render === 'every') await drawEvery(place, false);
  else if (task.render === 'every on the server') await drawEvery(place, true);
  else if (task.render === 'server') hydrateRoot(place, <StateScreen name={task.state} />);
  else if (task.render === 'client') createRoot(place).render(<StateScreen name={task.state} />);
  else
    createRoot(place).render(
      <ChangePlanProvider adapter={createHttpAdapter({ endpoint: '/api/billing' })} timeZone="UTC">
        <ChangePlan />
      </ChangePlanProvider>,
    );
  await nextFrame();
  await nextFrame();
  document.documentElement.dataset.ready = 'true';
}

void start();
