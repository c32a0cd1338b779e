/**
 * The environment of the programs that a run starts. They are given what they need by name, not everything: the runner's
 * environment holds the inputs of the action (INPUT_GITHUB-TOKEN), the tokens of the job (ACTIONS_*), and whatever
 * secrets the workflow has set for other steps. A list of what to leave out would miss those.
 */

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names more variables to hand on, separated by commas; a trailing `*` stands for any ending. */
export const passVariable = 'POD_START_SLO_PASS_ENV';

/** Set by a run for the programs that create something for it; see `clusters/own/processes.ts`. */
export const ownerVariable = 'POD_START_SLO_OWNER';

/** Any program: where things are, who it runs as, in which language, over which proxy, trusting which certificates. */
const common = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'PWD', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'TERM', 'NO_COLOR'],
  ...['LANG', 'LANGUAGE', 'LC_*', 'XDG_*', 'LD_LIBRARY_PATH', 'LOCALE_ARCHIVE'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...[
    'NIX_SSL_CERT_FILE',
    'CURL_CA_BUNDLE',
    'REQUESTS_CA_BUNDLE',
    'DBUS_SESSION_BUS_ADDRESS',
    'SSH_AUTH_SOCK',
  ],
  // Tools that version managers have put on the PATH look for their versions by these.
  ...['ASDF_DIR', 'ASDF_DATA_DIR', 'MISE_DATA_DIR', 'PYENV_ROOT', 'PYENV_VERSION'],
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PATHEXT'],
  ...['SYSTEMROOT', 'WINDIR', 'COMSPEC', 'KUBECONFIG'],
];

/** kind, minikube, k3d, and the container engines that these call. */
const ofPrograms = [
  ownerVariable,
  ...[
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CONFIG',
    'DOCKER_CERT_PATH',
    'DOCKER_TLS',
    'DOCKER_TLS_VERIFY',
  ],
  ...['DOCKER_API_VERSION', 'DOCKER_DEFAULT_PLATFORM', 'DOCKER_CONTENT_TRUST', 'DOCKER_AUTH_CONFIG'],
  ...['DOCKER_SOCK', 'DOCKER_MACHINE_NAME', 'REGISTRY_AUTH_FILE', 'BUILDAH_ISOLATION'],
  ...['CONTAINER_HOST', 'CONTAINER_SSHKEY', 'CONTAINER_CONNECTION', 'CONTAINERS_*'],
  ...['CONTAINERD_ADDRESS', 'CONTAINERD_NAMESPACE', 'NERDCTL_TOML', 'CNI_PATH', 'NETCONFPATH'],
  ...['KIND_*', 'MINIKUBE_*', 'K3D_*', 'LIBVIRT_DEFAULT_URI', 'CHANGE_MINIKUBE_NONE_USER'],
  ...['SUDO_USER', 'SUDO_UID', 'SUDO_GID'],
];

/** Credential plugins of a kubeconfig: the clouds', and those of OpenID Connect, Teleport and Vault. */
const ofPlugins = [
  ...['AWS_*', 'GOOGLE_*', 'CLOUDSDK_*', 'GCE_METADATA_*', 'USE_GKE_GCLOUD_AUTH_PLUGIN'],
  ...['AZURE_*', 'AAD_*', 'ARM_*', 'MSI_*', 'IDENTITY_*', 'OCI_*', 'IBMCLOUD_*', 'ALIBABA_CLOUD_*'],
  ...['DIGITALOCEAN_*', 'HCLOUD_*', 'SCW_*', 'LINODE_*', 'OS_*', 'TELEPORT_*', 'VAULT_*', 'KUBELOGIN_*'],
  ...['KRB5CCNAME', 'KRB5_CONFIG', 'KUBECACHEDIR', 'PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV'],
  // Some ask in a browser.
  ...['BROWSER', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'],
];

/** What kind, docker, minikube, k3d and the like are given. */
export function programEnvironment(env: Environment): Record<string, string> {
  return chosen(env, [...common, ...ofPrograms]);
}

/** What a credential plugin is given, besides what its kubeconfig names under `env`. */
export function pluginEnvironment(env: Environment): Record<string, string> {
  return chosen(env, [...common, ...ofPlugins]);
}

function chosen(env: Environment, names: readonly string[]): Record<string, string> {
  const more = (env[passVariable] ?? '').split(',').map((name) => name.trim());
  const wanted = [...names, ...more.filter((name) => name !== '' && name !== '*')];
  const exact = new Set(wanted.map((name) => name.toUpperCase()));
  const beginnings = wanted
    .filter((name) => name.endsWith('*'))
    .map((name) => name.slice(0, -1).toUpperCase());
  // Proxies are written in small letters as well, and Windows knows no difference.
  const isWanted = (name: string): boolean =>
    exact.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isWanted(name.toUpperCase()) ? [[name, value]] : [],
    ),
  );
}
