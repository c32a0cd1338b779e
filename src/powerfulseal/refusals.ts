import { getIn, isMapping, printPath, type Path } from '../core/config/paths.ts';
import type { Problem } from '../core/errors.ts';
import { isSystemNamespace } from '../core/steps/select-pods.ts';

/**
 * What a policy may say and this project does not do, by where it stands. Looked for in the file as it was written, so
 * that it is told beside whatever else is wrong.
 */
export function refusalsOf(step: unknown, place: Path, rules: RefusalRules): Problem[] {
  if (!isMapping(step)) return [];
  return [
    ...wholeSteps(step, place),
    ...kubectlRefusals(step['kubectl'], [...place, 'kubectl']),
    ...podRefusals(step['podAction'], [...place, 'podAction'], rules),
    ...neverTried(step['podAction'], [...place, 'podAction']),
    ...neverTried(step['alertManagerAction'], [...place, 'alertManagerAction']),
  ];
}

export interface RefusalRules {
  /** Whether pods in kube-* namespaces may be killed. */
  allowKubeNamespaces: boolean;
  /** How the setting that allows it is spelled. */
  allowField: string;
}

const nodes =
  'acts on machines through a cloud’s API or SSH, which pod-start-slo has no access to and does not ask for';
const wholes: Readonly<Record<string, string>> = {
  nodeAction: nodes,
  clone:
    'copies a Deployment, changes the copy and leads Services to it; pod-start-slo changes no workload of others',
};
const removeIt = 'remove the step, or run this policy with PowerfulSeal';

function wholeSteps(step: Record<string, unknown>, place: Path): Problem[] {
  return Object.entries(wholes)
    .filter(([key]) => key in step)
    .map(([key, why]) => ({
      field: printPath([...place, key]),
      message: `is refused: it ${why}`,
      fix: removeIt,
    }));
}

function kubectlRefusals(kubectl: unknown, place: Path): Problem[] {
  if (!isMapping(kubectl)) return [];
  const { kubectlBinary: binary, proxy } = kubectl;
  return [
    ...(binary === undefined
      ? []
      : [
          {
            field: printPath([...place, 'kubectlBinary']),
            ...(typeof binary === 'string' ? { value: binary } : {}),
            message: 'is refused: it would run any program that a policy names; no kubectl is needed here',
            fix: 'remove the key',
          },
        ]),
    ...(typeof proxy === 'string' && proxy !== ''
      ? [
          {
            field: printPath([...place, 'proxy']),
            value: proxy,
            message: 'is refused: one connection to the API server serves the whole run',
            fix: 'remove the key, and name the proxy as proxy-url in the kubeconfig or in HTTPS_PROXY',
          },
        ]
      : []),
  ];
}

function podRefusals(action: unknown, place: Path, rules: RefusalRules): Problem[] {
  const actions = listAt(action, 'actions');
  const kills = actions.some((each) => isMapping(each) && 'kill' in each);
  return [
    ...actions.flatMap((each, index) =>
      isMapping(each) && 'stopHost' in each
        ? [
            {
              field: printPath([...place, 'actions', index, 'stopHost']),
              message: `is refused: it ${nodes}`,
              fix: removeIt,
            },
          ]
        : [],
    ),
    ...(kills && !rules.allowKubeNamespaces
      ? listAt(action, 'matches').flatMap((match, index) =>
          systemProblem(match, [...place, 'matches', index], rules.allowField),
        )
      : []),
  ];
}

function systemProblem(match: unknown, place: Path, allowField: string): Problem[] {
  const paths = [['namespace'], ['deployment', 'namespace'], ['labels', 'namespace']];
  return paths.flatMap((path) => {
    const value = getIn(match, path);
    if (typeof value !== 'string' || value.includes('*')) return [];
    if (!value.split(',').some((each) => isSystemNamespace(each.trim()))) return [];
    return [
      {
        field: printPath([...place, ...path]),
        value,
        message: 'is refused: pods in kube-* namespaces, which the cluster itself needs, are not killed',
        fix: `name another namespace, or pass ${allowField} where the cluster is yours to break`,
      },
    ];
  });
}

function neverTried(action: unknown, place: Path): Problem[] {
  return [
    ['retries', 'retriesCount', 'count'],
    ['retries', 'retriesTimeout', 'timeout'],
  ]
    .filter((path) => getIn(action, path) === 0)
    .map((path) => ({
      field: printPath([...place, ...path]),
      value: '0',
      message: 'is refused: the step would never be tried, and so always fail',
      fix: 'set at least 1, or leave out retries',
    }));
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = getIn(value, [key]);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
