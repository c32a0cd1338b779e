import * as z from 'zod';
import { vias } from '../via.ts';

/** What `doctor` found out. schema/doctor.schema.json is generated from here. Missing is null. */
export const doctorSchemaVersion = 1;

/** In the order in which they are told. */
export const checkNames = [
  'machine',
  'server',
  'credentials',
  'version',
  'nodes',
  'permissions',
  'namespace',
  'quota',
  'admission',
  'clock',
  'paths',
] as const;

const findingSchema = z.object({
  level: z.enum(['info', 'warning', 'problem']),
  message: z.string(),
  fix: z.string().nullable().describe('what to do about it'),
});

const checkSchema = z.object({
  name: z.enum(checkNames),
  status: z.enum(['ok', 'warning', 'problem', 'not-checked']).describe('the worst of its findings'),
  summary: z.string().describe('what was seen; of a check that was not made, why not'),
  findings: z.array(findingSchema),
});

const permissionSchema = z.object({
  verb: z.string(),
  group: z.string().describe('API group; empty is the core group'),
  resource: z.string(),
  namespace: z.string().nullable().describe('null asks about the cluster as a whole'),
  name: z.string().nullable().describe('of this one object alone'),
  level: z.enum(['required', 'useful']).describe('a run is refused without what is required'),
  via: z.enum(vias).nullable().describe('the path to the Service that it opens'),
  why: z.string(),
  allowed: z.boolean(),
});

export const doctorSchema = z.object({
  schemaVersion: z.literal(doctorSchemaVersion),
  toolVersion: z.string(),
  checkedAt: z.iso.datetime(),
  status: z
    .enum(['ok', 'warning', 'problem'])
    .describe('the worst of all checks; what was not checked does not count'),
  cluster: z.object({
    provider: z.string().describe('existing, kind …'),
    context: z.string().nullable().describe('null inside a cluster, and where there is no cluster yet'),
    server: z.string().nullable(),
    proxy: z.string().nullable().describe('the proxy that the server is asked through'),
    user: z.string().nullable().describe('as the API server calls it'),
  }),
  plan: z.object({
    scenarios: z.array(z.string()),
    isExample: z.boolean().describe('no plan was given: checked was one image and a Service in front'),
    namespace: z.string().nullable().describe('null: one is made for the run'),
  }),
  checks: z.array(checkSchema),
  permissions: z
    .array(permissionSchema)
    .describe('each right that a run of the plan makes use of; empty where nobody could be asked'),
  role: z
    .string()
    .nullable()
    .describe(
      'YAML of the Roles and their bindings that the plan cannot do without, for kubectl apply; null where the plan is not known to the cluster',
    ),
});

export type DoctorReport = z.infer<typeof doctorSchema>;
export type Check = z.infer<typeof checkSchema>;
export type CheckName = Check['name'];
export type Finding = z.infer<typeof findingSchema>;
export type Permission = z.infer<typeof permissionSchema>;
