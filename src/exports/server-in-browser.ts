throw new Error(
  'planshift/server was loaded in a browser build. It holds your billing key and must stay on the server: import it only from ' +
    'server code, and give the browser createHttpAdapter({ endpoint }) from planshift.',
);

export {};
