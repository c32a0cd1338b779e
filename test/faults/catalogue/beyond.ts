import { testsIn, type Fault } from '../fault.ts';

const policies = testsIn('faults/policies.test.ts');
const objects = testsIn('kube/policy/objects.test.ts');
const mutes = testsIn('kube/policy/alertmanager.test.ts');
const hooks = testsIn('alerts/webhook-faults.test.ts');
const server = testsIn('metrics/server.test.ts');
const plugin = testsIn('kube/connection/exec-plugin.test.ts');

/** What somebody else has written, answers or prints. */
export const beyondFaults: readonly Fault[] = [
  {
    id: 'policy-over-existing',
    fault: 'A policy applies over an object that it did not create',
    happens:
      'refused before anything is created, unless it is confirmed; an object that appears or is replaced meanwhile is left alone, and the step fails',
    exit: [2],
    provenBy: [
      policies('a policy that would change %s is refused before anything is created'),
      objects('an object that somebody else has created since it was looked for is not adopted'),
      objects('an object that was replaced since it was looked at is left alone, confirmed or not'),
    ],
  },
  {
    id: 'endless-pattern',
    fault: 'A regular expression of a policy that RegExp would match without end',
    happens: 'matched in time proportional to the text',
    exit: [1],
    provenBy: [
      policies('a regular expression without end holds up no run'),
      testsIn('core/steps/linear-pattern.test.ts')(
        'an expression of a policy > that is without end for RegExp is matched at once: %s',
      ),
    ],
  },
  {
    id: 'muted-and-killed',
    fault: 'A run that silences alerts is killed',
    happens: 'the silence ends by itself within 5 minutes, since nobody renews it; it names the run',
    exit: 'none',
    provenBy: [
      mutes(
        'a silence that ends with its scenario is short and renewed, so that one of a killed run ends soon',
      ),
      testsIn('cluster/mute.test.ts')(
        'a real Alertmanager takes the renewals of a silence, and has none left in the end',
      ),
    ],
  },
  {
    id: 'plugin-prints-nonsense',
    fault: 'A credential plugin prints its token bare, nonsense, or more than fits',
    happens: 'named with what is wrong, and nothing of what it printed is repeated',
    exit: [3],
    provenBy: [plugin('a plugin that prints %s is named, without a word of what it printed')],
  },
  {
    id: 'webhook-down',
    fault: 'A webhook is down',
    happens: 'tried again after 1 s, then less often, for a quarter of an hour; the measuring goes on',
    exit: 'none',
    provenBy: [
      hooks('a webhook that is down is told by the code of the error, and tried again until it is up'),
    ],
  },
  {
    id: 'webhook-slow',
    fault: 'A webhook takes an alert and never answers, or its answer never ends',
    happens: 'given up after 10 s and tried again; of an answer nothing but the status is read',
    exit: 'none',
    provenBy: [
      hooks(
        'a webhook that takes the alert and does not answer is given up after its time, and its connection closed',
      ),
      hooks('a webhook whose answer has no end is not read'),
    ],
  },
  {
    id: 'webhook-echoes',
    fault: 'A webhook answers with what it was sent: path, token, credentials',
    happens: 'only the status is reported',
    exit: 'none',
    provenBy: [
      hooks('a webhook that repeats what it was sent puts none of it into a message'),
      hooks('a webhook that answers with something else than HTTP puts none of it into a message'),
    ],
  },
  {
    id: 'metrics-flooded',
    fault: 'Somebody opens many connections to the metrics or the health, and says nothing',
    happens:
      'each takes the place of the oldest of its address, and those that say nothing are closed; health has a listener of its own',
    exit: 'none',
    provenBy: [
      server('connections that say nothing keep nobody from the metrics or the health'),
      server('one connection too many of an address takes the place of its oldest, and of no other address'),
      server('a connection %s is closed after its time'),
    ],
  },
];
