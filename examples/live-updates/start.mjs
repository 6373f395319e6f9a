// node examples/live-updates/start.mjs [--port 4200]   after: npm run build
import { parseArgs } from 'node:util';
import { startHost } from './host.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4200' } } });
const host = await startHost({ port: Number(values.port) });
console.log(`The page is open:      ${host.url}`);
console.log(`Its billing system is: ${host.billing.url}`);
console.log('Change the plan behind its back and look at the page:');
console.log(`  curl -X POST ${host.billing.url}/commet/api/v1/subscriptions/sub_demo/change-plan \\`);
console.log(`    -H 'x-api-key: ${host.billing.ready.providers.commet.apiKey}' -H 'content-type: application/json' \\`);
console.log(`    -d '{"newPlanId":"pln_business"}'`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void host.close().then(() => process.exit(0)));
