import * as z from 'zod';
import { checkNames } from './checks/registry.ts';
import { checkStatuses, findingSchema } from './finding.ts';
import { permissionSchema } from './permission.ts';

/** What `doctor` found out. schema/doctor.schema.json is generated from here. Missing is null. */
export const doctorSchemaVersion = 1;

const checkSchema = z.object({
  name: z.enum(checkNames),
  status: z.enum(checkStatuses).describe('the worst of its findings'),
  summary: z.string().describe('what was found, or why the check was skipped'),
  findings: z.array(findingSchema),
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
    proxy: z.string().nullable().describe('proxy through which the API server is reached'),
    user: z.string().nullable().describe('as the API server calls it'),
  }),
  plan: z.object({
    scenarios: z.array(z.string()),
    isExample: z.boolean().describe('true: no plan was given, so one image with a Service was checked'),
    namespace: z.string().nullable().describe('null: the run creates one'),
  }),
  checks: z.array(checkSchema),
  permissions: z
    .array(permissionSchema)
    .describe('every permission that a run of the plan uses; empty if the cluster could not be reached'),
  role: z
    .string()
    .nullable()
    .describe(
      'YAML of the Roles and bindings that the plan requires, for kubectl apply; null if the cluster could not be reached',
    ),
});

export type DoctorReport = z.infer<typeof doctorSchema>;
export type Check = z.infer<typeof checkSchema>;
