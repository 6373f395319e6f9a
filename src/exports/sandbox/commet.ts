import { sendCommetTo } from '../../sandbox/sendCommetTo.js';

// Loaded with `node --import planshift/sandbox/commet app.js`: importing it is all there is to do.
sendCommetTo(process.env.PLANSHIFT_SANDBOX_COMMET ?? 'http://127.0.0.1:4010/commet');
