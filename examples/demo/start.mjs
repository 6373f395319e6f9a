// npm start: an invented product with the kit inside, on a billing system that runs beside it.
import { parseArgs } from 'node:util';
import { startDemo } from './server.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4000' } } });
const demo = await startDemo({ port: Number(values.port) }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(`Harbor is open:        ${demo.url}`);
console.log(`Its billing system is: ${demo.sandboxUrl}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void demo.close().then(() => process.exit(0)));
