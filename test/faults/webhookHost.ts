import { createWebhookHandler, type WebhookEvent, type WebhookProblem } from 'planshift/server/webhook';
import { WEBHOOK_SECRETS, type SandboxSettings } from 'planshift/sandbox';

const URL = 'https://app.partner.example/webhooks';

/** A host that hears of changes by webhook: each event that it believes makes it read, and tell its pages to read too. */
export interface WebhookHost {
  /** For the sandbox whose webhooks it gets. */
  readonly settings: SandboxSettings;
  readonly handled: readonly WebhookEvent[];
  readonly problems: readonly WebhookProblem[];
  /** What was delivered, byte for byte, to be sent once more. */
  readonly delivered: readonly Request[];
  /** What the host let the customer use after each read. */
  readonly entitled: readonly string[];
  /** Begins to act on events; before that they are only verified. */
  follow(readPlan: () => string, tellPages: () => void): void;
  receive(request: Request): Promise<Response>;
}

export function webhookHost(): WebhookHost {
  const handled: WebhookEvent[] = [];
  const problems: WebhookProblem[] = [];
  const delivered: Request[] = [];
  const entitled: string[] = [];
  let act = () => {};
  const receive = createWebhookHandler({
    scheme: 'commet',
    secrets: [WEBHOOK_SECRETS.commet],
    onEvent(event) {
      handled.push(event);
      act();
    },
    onProblem: (problem) => void problems.push(problem),
  });
  return {
    settings: {
      webhooks: [{ url: URL, provider: 'commet' }],
      async fetch(url, init) {
        const request = new Request(url, init);
        delivered.push(request.clone());
        return receive(request);
      },
    },
    handled,
    problems,
    delivered,
    entitled,
    follow(readPlan, tellPages) {
      act = () => {
        entitled.push(readPlan());
        tellPages();
      };
    },
    receive,
  };
}
