import { kubeconfigWith, type Kubeconfig } from './kubeconfig.ts';

/** A kubeconfig by which the tests' cluster cannot be told to be kind's: its API is all that is known of it. */
export function elsewhere(folder: string): string {
  return kubeconfigWith(folder, fromElsewhere);
}

export function fromElsewhere(config: Kubeconfig): void {
  config['current-context'] = 'elsewhere';
  config.contexts[0].name = 'elsewhere';
}
