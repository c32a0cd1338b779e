import * as z from 'zod';
import type { Problem } from '../errors.ts';
import type { Manifest } from '../plan.ts';
import { hasPodTemplate, isPod, isService } from './object-kinds.ts';
import { printPath } from './paths.ts';

/**
 * The parts of Services, Pods and controllers that a run reads before the API server has seen them. Everything else is
 * left to the API server, which knows its own version best.
 */
const says = (allowed: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : `must be ${allowed}`),
});
const text = z.string(says('text; put numbers and booleans into quotes'));
const whole = z.number(says('a whole number')).int(says('a whole number'));
const texts = z.record(z.string(), text, says('a mapping of names to texts'));
const mapping = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, says('a mapping'));
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item, says('a list'));
const quantities = z.record(
  z.string(),
  z.union([z.string(), z.number()], says('a quantity such as 500m or 128Mi')),
  says('a mapping of resources to quantities'),
);
const isTrue = z.boolean(says('true or false'));

const probe = mapping({
  periodSeconds: whole.exactOptional(),
  initialDelaySeconds: whole.exactOptional(),
  timeoutSeconds: whole.exactOptional(),
  failureThreshold: whole.exactOptional(),
  httpGet: mapping({ path: text.exactOptional(), scheme: text.exactOptional() }).exactOptional(),
});
const container = mapping({
  name: text.exactOptional(),
  image: text.exactOptional(),
  imagePullPolicy: text.exactOptional(),
  restartPolicy: text.exactOptional(),
  command: listOf(text).exactOptional(),
  args: listOf(text).exactOptional(),
  env: listOf(mapping({})).exactOptional(),
  envFrom: listOf(mapping({})).exactOptional(),
  ports: listOf(
    mapping({ name: text.exactOptional(), containerPort: whole.exactOptional() }),
  ).exactOptional(),
  readinessProbe: probe.exactOptional(),
  livenessProbe: probe.exactOptional(),
  startupProbe: probe.exactOptional(),
  resources: mapping({
    limits: quantities.exactOptional(),
    requests: quantities.exactOptional(),
  }).exactOptional(),
});
const podSpec = mapping({
  containers: listOf(container),
  initContainers: listOf(container).exactOptional(),
  volumes: listOf(mapping({})).exactOptional(),
  readinessGates: listOf(mapping({})).exactOptional(),
  imagePullSecrets: listOf(mapping({})).exactOptional(),
  automountServiceAccountToken: isTrue.exactOptional(),
  restartPolicy: text.exactOptional(),
  serviceAccountName: text.exactOptional(),
  nodeName: text.exactOptional(),
  terminationGracePeriodSeconds: whole.exactOptional(),
});
const podMetadata = mapping({ labels: texts.exactOptional(), annotations: texts.exactOptional() });
const volumeClaims = listOf(
  mapping({ metadata: mapping({ name: text.exactOptional() }).exactOptional() }),
).exactOptional();
const controller = mapping({
  spec: mapping({
    replicas: whole.exactOptional(),
    selector: mapping({ matchLabels: texts.exactOptional() }).exactOptional(),
    template: mapping({ metadata: podMetadata.exactOptional(), spec: podSpec }),
    volumeClaimTemplates: volumeClaims,
  }),
});
const servicePort = mapping({
  name: text.exactOptional(),
  appProtocol: text.exactOptional(),
  protocol: text.exactOptional(),
  port: whole,
  targetPort: z.union([z.string(), z.number()], says('a number or the name of a port')).exactOptional(),
  nodePort: whole.exactOptional(),
});
const service = mapping({
  spec: mapping({
    type: text.exactOptional(),
    clusterIP: text.exactOptional(),
    clusterIPs: listOf(text).exactOptional(),
    externalTrafficPolicy: text.exactOptional(),
    selector: texts.exactOptional(),
    ports: listOf(servicePort).exactOptional(),
    publishNotReadyAddresses: isTrue.exactOptional(),
  }),
});

/** What keeps an object from being read; the API server would refuse it for the same reasons. */
export function shapeProblems({ source, object }: Manifest): Problem[] {
  const schema = schemaOf(object);
  const parsed = schema?.safeParse(object);
  if (parsed === undefined || parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    field: `${source} ${printPath(path.map((key) => (typeof key === 'number' ? key : String(key))))}`,
    message: `${message} (in ${object.kind}/${object.metadata.name})`,
  }));
}

function schemaOf(object: Manifest['object']): z.ZodType | null {
  if (isService(object)) return service;
  if (isPod(object)) return mapping({ spec: podSpec });
  return hasPodTemplate(object) ? controller : null;
}

/** Whether the parts of an object that are left empty mean the same as parts that are not there. */
export function isRead(object: Manifest['object']): boolean {
  return schemaOf(object) !== null;
}
