import { createServer } from 'node:http';
import { listen } from '../../../listening.ts';

/** What is answered for one path: bodies in the order of the requests, the last one again and again; `never` is none. */
export type Answers = readonly (string | Buffer | { status: number })[];

export interface KindServer extends AsyncDisposable {
  url: string;
  /** The paths that were asked for. */
  requests: string[];
}

/** A server on this machine that has releases of kind. */
export async function startKindServer(answers: Readonly<Record<string, Answers>>): Promise<KindServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const before = requests.filter((each) => each === path).length;
    requests.push(path);
    const answer = answers[path]?.at(before) ?? answers[path]?.at(-1) ?? { status: 404 };
    if (answer === 'never') return;
    if (typeof answer === 'string' || Buffer.isBuffer(answer)) response.end(answer);
    else response.writeHead(answer.status).end();
  });
  return { ...(await listen(server)), requests };
}
