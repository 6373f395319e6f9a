import { ChangePlanError } from '../../../core/errors.js';
import type { Plan } from '../../../core/plan.js';
import type { Subscription } from '../../../core/subscription.js';
import type { ProviderScope } from '../../options.js';
import { plansOf } from './catalog.js';
import { createClient, type OcpClient } from './client.js';
import { portError } from './failure.js';
import { mayChangeRenewal } from './mayChangeRenewal.js';
import type { OcpSettings, OcpWorkspaceScope } from './options.js';
import { decodePlans, workspaceDecoder, type OcpPlan } from './shapes.js';
import { subscriptionOf, type Moment } from './subscription.js';

/** What the partner API shows of one workspace at one moment. */
export interface Snapshot extends Moment {
  readonly sold: readonly OcpPlan[];
  readonly held: Subscription;
}

export interface OcpReader {
  readonly settings: OcpSettings;
  readonly client: OcpClient;
  readonly where: OcpWorkspaceScope;
  readonly isOperator: boolean;
  /** Reads everything anew. */
  read(signal: AbortSignal): Promise<Snapshot>;
  /** Reads the workspace anew, into a snapshot whose plans are kept. */
  reread(snapshot: Snapshot, signal: AbortSignal): Promise<Snapshot>;
}

export function createReader(settings: OcpSettings, scope: ProviderScope): OcpReader {
  const client = createClient(settings);
  const isOperator = scope.role === 'operator';
  const where = { workspaceId: checkedId(scope.subscriptionId), customerId: scope.customerId };
  const decodeWorkspace = workspaceDecoder(settings);

  async function readPlans(signal: AbortSignal): Promise<readonly OcpPlan[]> {
    return decodePlans((await client.get(['plans'], signal)).data, '');
  }

  async function readWorkspace(sold: readonly OcpPlan[] | Promise<readonly OcpPlan[]>, signal: AbortSignal) {
    const { data, at } = await client.get(['workspace', where.workspaceId], signal);
    const workspace = decodeWorkspace(data, '');
    if (workspace.id !== where.workspaceId)
      throw new ChangePlanError('unreadable_answer', 'The partner API answered another workspace.', { sent: false });
    const plans = await sold;
    const shown: readonly Plan[] = plansOf(settings, plans, workspace);
    const autoRenew = workspace.autoRenew ?? (await settings.autoRenewOf?.(where)) ?? null;
    const moment: Moment = { plans: shown, workspace, autoRenew, at };
    return { ...moment, sold: plans, held: asAllowed(subscriptionOf(settings, moment)) };
  }

  function asAllowed(held: Subscription): Subscription {
    const { scheduledChange } = held;
    if (scheduledChange === null || mayChangeRenewal({ settings, isOperator })) return held;
    return { ...held, scheduledChange: { ...scheduledChange, undoable: false } };
  }

  async function asPort<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (thrown) {
      throw portError(thrown);
    }
  }

  return {
    settings,
    client,
    where,
    isOperator,
    async read(signal) {
      const plans = readPlans(signal);
      // Both are awaited below; a workspace that fails first must not leave the other unheard.
      plans.catch(() => undefined);
      return asPort(readWorkspace(plans, signal));
    },
    reread: ({ sold }, signal) => asPort(readWorkspace(sold, signal)),
  };
}

/** Ids go into a path, and the key opens every workspace of the partner. */
export function checkedId(id: string | null): string {
  if (id !== null && /^[A-Za-z0-9_-]{1,100}$/.test(id)) return id;
  throw new ChangePlanError(
    'subscription_not_found',
    id === null
      ? 'authorize named no workspace. The partner API knows no customers: name the workspace as subscriptionId.'
      : 'The workspace id has characters that no id has.',
    { sent: false },
  );
}
