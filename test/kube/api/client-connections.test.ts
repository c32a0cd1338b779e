import { expect, test } from 'vitest';
import { clientOf } from '../kube-harness.ts';
import { json, ScriptedApiServer } from '../scripted-api-server.ts';

const path = '/api/v1/namespaces/x/pods/a';

test('deletions with a body follow each other over one connection', async () => {
  const server = await ScriptedApiServer.start();
  const api = await clientOf(server);
  server.on(`DELETE ${path}`, json(200, {}));
  for (let i = 0; i < 5; i++) {
    await api.request({ method: 'DELETE', path, body: { preconditions: { uid: 'a' } } });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(server.asked).toHaveLength(5);
  expect(server.connections).toBe(1);
  await api.close();
  await server.close();
});
