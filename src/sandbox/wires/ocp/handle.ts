import { changeByPartner, setAutoRenew } from '../../engine/partner.js';
import { Refused } from '../../engine/refused.js';
import type { WorldSubscription } from '../../engine/world.js';
import { API_KEYS } from '../apiKeys.js';
import type { WireAnswer, WireContext, WireRequest } from '../answer.js';
import { listed, planNamed, planShape, retired } from './plans.js';
import { workspaceNamed, workspaceShape } from './workspace.js';

/** Where the wire begins; the API's own base path is `/ocp/api`. */
export const OCP_MOUNT = '/ocp';
const WORKSPACE = /^\/api\/partner\/workspace\/(?!create)([^/]+)(?:\/([a-z_-]+))?$/;

/** The partner API over the engine. */
export function handleOcp(request: WireRequest, context: WireContext): WireAnswer {
  if (request.headers.get('authorization') !== `Bearer ${API_KEYS.ocp}`)
    return answer(401, { message: 'Unauthenticated.' }, context);
  try {
    return route(request, context);
  } catch (thrown) {
    if (thrown instanceof Refused) return refused(thrown, context);
    throw thrown;
  }
}

function answer(status: number, body: unknown, { world }: WireContext): WireAnswer {
  // The platform's clock is the sandbox's: nothing else in its answers says what time it is.
  const headers = { 'content-type': 'application/json', date: new Date(world.now).toUTCString() };
  return { status, headers, body: JSON.stringify(body) };
}

function refused({ code, message }: Refused, context: WireContext): WireAnswer {
  const isUnknownPlan = code === 'plan_not_found';
  if (isUnknownPlan && context.options.partner.unknownPlan === 'status_422')
    return answer(422, { message, errors: { plan: [message] } }, context);
  return answer(200, { status: 'error', message }, context);
}

function ok(data: unknown, context: WireContext): WireAnswer {
  return answer(200, { status: 'ok', data }, context);
}

function route(request: WireRequest, context: WireContext): WireAnswer {
  const { method, path } = request;
  if (method === 'GET' && path === '/api/partner/plans') return plans(context);
  if (method === 'GET' && path === '/api/partner/addons') return ok([], context);
  const [, id, action] = WORKSPACE.exec(path) ?? [];
  if (id === undefined) return unserved(request, context);
  const held = workspaceNamed(context.world, id);
  if (held === null) return answer(404, { message: 'Workspace not found.' }, context);
  if (method === 'GET' && action === undefined)
    return ok(workspaceShape(context.world, held, id, context.options), context);
  return method === 'POST' ? act(request, context, held, id, action) : unserved(request, context);
}

function plans(context: WireContext): WireAnswer {
  const { world, options } = context;
  return ok(
    [
      ...listed(world).map((plan) => planShape(plan, options, 'active')),
      ...retired(world).map((plan) => planShape(plan, options, 'inactive')),
    ],
    context,
  );
}

function act(
  request: WireRequest,
  context: WireContext,
  held: WorldSubscription,
  id: string,
  action: string | undefined,
): WireAnswer {
  const { world, options } = context;
  const { on, off } = options.partner.autoRenewPaths;
  switch (action) {
    case 'change-plan':
    case 'change_plan': {
      const { plan, auto_renew: autoRenew } = fields(request.body);
      const renews = autoRenew === undefined ? null : autoRenew === 'yes';
      changeByPartner(world, held, planNamed(world, String(plan)), renews, options);
      return ok(workspaceShape(world, held, id, options), context);
    }
    case on:
    case off:
      setAutoRenew(world, held, action === on);
      return ok(workspaceShape(world, held, id, options), context);
    default:
      return unserved(request, context);
  }
}

function fields(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

function unserved({ method, path }: WireRequest, context: WireContext): WireAnswer {
  const message = `The sandbox does not serve ${method} ${path}. It serves plans, workspaces, change-plan and auto-renew.`;
  return answer(501, { status: 'error', message }, context);
}
