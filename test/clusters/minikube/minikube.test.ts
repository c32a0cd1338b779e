import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../../src/core/errors.ts';
import { loadArgs } from '../../../src/clusters/minikube/minikube.ts';
import { sshArgs } from '../../../src/clusters/minikube/nodes.ts';
import { profilesIn } from '../../../src/clusters/minikube/profile.ts';
import { eventIn, explain, startArgs } from '../../../src/clusters/minikube/start.ts';
import { stateOf, tunnelProblem } from '../../../src/clusters/minikube/tunnel.ts';

const settings = { name: 'slo', driver: null, kubernetesVersion: null, args: [], waitMs: 90_500 };

describe('the arguments of minikube', () => {
  it('name the profile, ask nothing, and wait for what a measurement needs', () => {
    expect(startArgs(settings)).toEqual([
      ...['start', '--profile', 'slo', '--interactive=false', '--output=json'],
      ...['--wait=apiserver,system_pods,default_sa,node_ready', '--wait-timeout=91s'],
    ]);
  });

  it('have what was asked for, and last what the user adds', () => {
    const more = { driver: 'docker', kubernetesVersion: 'v1.34.4', args: ['--memory=4g'] };
    expect(startArgs({ ...settings, ...more }).slice(-3)).toEqual([
      ...['--driver=docker', '--kubernetes-version=v1.34.4', '--memory=4g'],
    ]);
  });

  it('take nothing in the name of an image for a flag', () => {
    expect(loadArgs('slo', '--daemon')).toEqual(['image', 'load', '--profile', 'slo', '--', '--daemon']);
  });

  it('quote for the shell of the node', () => {
    const args = sshArgs('slo', 'slo-m02', ['crictl', 'rmi', "a'; reboot"]);
    expect(args.slice(0, 5)).toEqual(['ssh', '--profile', 'slo', '--node', 'slo-m02']);
    expect(args.slice(5)).toEqual(['--', 'sudo', "'crictl'", "'rmi'", String.raw`'a'\''; reboot'`]);
  });
});

describe('what minikube prints', () => {
  it('of its profiles: whole ones and broken ones', () => {
    const printed = JSON.stringify({
      invalid: [{ Name: 'bad', Status: '', Config: null }],
      valid: [
        { Name: 'a', Status: 'OK', Config: { Driver: 'docker' } },
        { Name: 'b', Status: 'Stopped', Config: { Driver: 'kvm2' } },
      ],
    });
    expect(profilesIn(printed)).toEqual([
      { name: 'a', isRunning: true, driver: 'docker' },
      { name: 'b', isRunning: false, driver: 'kvm2' },
      { name: 'bad', isRunning: false, driver: '' },
    ]);
    expect(profilesIn('{"invalid":null,"valid":[]}')).toEqual([]);
    expect(() => profilesIn('no profile')).toThrow('in a form nobody knows');
  });

  it('of a start: steps, warnings, and the error it ends with', () => {
    const step = {
      type: 'io.k8s.sigs.minikube.step',
      data: { message: 'Booting up control plane ...', name: 'x' },
    };
    expect(eventIn(JSON.stringify(step))).toMatchObject({
      kind: 'step',
      message: 'Booting up control plane ...',
      reason: '',
    });
    expect(eventIn('* plain text')).toBeNull();
  });

  it('of an error becomes the message, and its advice the hint', () => {
    const root = event('The "docker" driver should not be used with root privileges.', '', '');
    const missing = event("The 'kvm2' provider was not found", 'Install libvirt\n and start it', '65');
    const error = explain([root, missing, root], new Error('exit code 65'));
    expect(error).toMatchObject({
      code: 'cluster',
      message: "minikube start failed: PROVIDER_NOT_FOUND: The 'kvm2' provider was not found",
      facts: { hint: 'Install libvirt and start it' },
    });
  });

  it('of no error leaves what its process said', () => {
    const failure = new PodStartSloError('cluster', 'minikube is not installed');
    expect(explain([], failure)).toBe(failure);
  });
});

function event(message: string, advice: string, exitcode: string) {
  const data = { message, advice, exitcode, name: exitcode === '' ? '' : 'PROVIDER_NOT_FOUND' };
  const found = eventIn(JSON.stringify({ type: 'io.k8s.sigs.minikube.error', data }));
  if (found === null) throw new Error('no event');
  return found;
}

/** As minikube 1.36 prints it. */
function status(router: string): string {
  return `Status:\t\n\tmachine: slo\n\tpid: 7\n\troute: 10.96.0.0/12 -> 192.168.49.2\n\tminikube: Running
\tservices: []\n    errors: \n\t\tminikube: no errors\n\t\trouter: ${router}\n\t\tloadbalancer emulator: no errors\n`;
}

describe('a tunnel', () => {
  it.each([
    ['', null],
    ['Status:\t\n\tmachine: slo\n', null],
    [status('no errors'), 'ready'],
    [status('exec: "sudo": executable file not found in $PATH') + status('no errors'), 'ready'],
    [status('no errors') + status('conflicting route: x'), 'failed'],
    ['* Tunnel successfully started', 'ready'],
    [
      'X Exiting due to TUNNEL_ALREADY_RUNNING: Another tunnel process is already running, terminate',
      'other',
    ],
  ])('that has said %j is %s', (said, state) => {
    expect(stateOf(said)).toBe(state);
  });

  it.each([
    ['exec: "sudo": executable file not found in $PATH', 'as root'],
    ['error adding Route: sudo: a terminal is required to read the password\n, 1', 'without a password'],
    ['conflicting route: 10.96.0.0/12 via 192.168.58.2 dev br-1', '--service-cluster-ip-range'],
    ['something else', 'minikube tunnel -p slo'],
  ])('that fails with %j says what to do', (router, hint) => {
    const error = tunnelProblem('slo', status(router));
    expect(error.message).toContain(router.split('\n')[0]);
    expect(error.facts.hint).toContain(hint);
    expect(error.facts.hint).toContain('--via node-port');
  });

  it('that says nothing is not waited for without end', () => {
    expect(tunnelProblem('slo', '').message).toContain('said nothing within 30 s');
  });
});
