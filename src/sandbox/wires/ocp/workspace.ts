import { customerOf, heldBy } from '../../engine/catalog.js';
import type { EngineOptions } from '../../engine/options.js';
import { renewsItself } from '../../engine/partner.js';
import type { World, WorldSubscription } from '../../engine/world.js';
import { limitsOf, planIdOf } from './plans.js';

const FIRST = 8001;

/** Workspaces are numbered; the engine's own id stands for the number too, so that one page can switch protocols. */
export function workspaceNamed(world: World, id: string): WorldSubscription | null {
  const place = Number(id) - FIRST;
  return world.subscriptions[place] ?? world.subscriptions.find((candidate) => candidate.id === id) ?? null;
}

export function workspaceId(world: World, subscription: WorldSubscription): number {
  return FIRST + world.subscriptions.indexOf(subscription);
}

export function workspaceShape(world: World, held: WorldSubscription, asked: string | null, options: EngineOptions) {
  const { plan, price } = heldBy(world, held);
  const { usage, email } = customerOf(world, held.customerId);
  const limits = limitsOf(plan);
  const name = email.split('@')[0] ?? email;
  return {
    id: asked === held.id ? held.id : workspaceId(world, held),
    name: `Workspace of ${name}`,
    timezone: 'UTC',
    owner_name: name,
    plan: written(planIdOf(plan, price), options),
    billing_start_at: date(held.period?.start ?? null, options),
    billing_end_at: date(held.period?.end ?? null, options),
    ...(held.status === 'trialing' ? { trial_ends_at: date(held.trialEndsAt, options) } : {}),
    ...(options.partner.autoRenewReadable ? { auto_renew: renewsItself(held) ? 1 : 0 } : {}),
    bot_used: usage.projects ?? 0,
    bot_limit: limits.bots,
    bot_user_used: usage.build_minutes ?? 0,
    bot_user_limit: limits.bot_users,
    member_used: usage.seats ?? 0,
    member_limit: limits.members,
    addon_bot: plan.isFree ? 0 : 1,
    addon_member: 0,
    addon_bot_user: plan.isFree ? 0 : 1000,
    addon_lists: 0,
    points: 0,
    is_paused: held.status === 'canceled',
  };
}

function written(id: string, { partner }: EngineOptions): string {
  return partner.planField === 'plain' ? id : `'${id}','${id}'`;
}

function date(iso: string | null, { partner }: EngineOptions): string | null {
  if (iso === null || partner.dates === 'iso') return iso;
  return iso.slice(0, 19).replace('T', ' ');
}
