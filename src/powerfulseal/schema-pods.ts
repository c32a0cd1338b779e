import {
  anyNumber,
  anyText,
  atLeast,
  choice,
  listOf,
  mapping,
  oneOf,
  pattern,
  share,
  wholeNumber,
  words,
  yesOrNo,
} from './leaves.ts';
import { weekdays } from '../core/steps/select-pods.ts';

/** What a policy says about pods: which ones, and what happens to them. */

const deployment = mapping({ name: words(), namespace: words() });

/** A namespace may be `*`, a list with commas, or a pattern with `*` in it. */
export const podMatch = choice({
  namespace: words(),
  deployment,
  labels: mapping({ selector: words(), namespace: words() }),
});

const time = mapping({
  hour: wholeNumber(0, 23),
  minute: wholeNumber(0, 59),
  second: wholeNumber(0, 59),
});

const dayTime = mapping({
  onlyDays: listOf(oneOf(weekdays), 'days'),
  startTime: time,
  endTime: time,
});

const randomSample = mapping({
  size: wholeNumber(1, 1_000_000).optional(),
  ratio: share().optional(),
});

export const podFilter = choice({
  property: mapping({ name: oneOf(['name', 'state']), value: pattern(), negative: yesOrNo().optional() }),
  dayTime,
  randomSample,
  probability: share(),
});

export const waiting = mapping({ seconds: atLeast(0, 'seconds') });

export const podActionKind = choice({
  kill: mapping({ probability: share().optional(), force: yesOrNo().optional() }),
  wait: waiting,
  checkPodCount: mapping({ count: wholeNumber(0, 1_000_000) }),
  checkPodState: mapping({ state: pattern() }),
  stopHost: mapping({ autoRestart: yesOrNo().optional() }),
});

export const retrying = choice({
  retriesCount: mapping({
    count: wholeNumber(0, 1_000_000),
    sleep: atLeast(0, 'seconds').optional(),
  }),
  retriesTimeout: mapping({
    timeout: atLeast(0, 'seconds'),
    sleep: atLeast(0, 'seconds').optional(),
  }),
});

export const podAction = mapping({
  matches: listOf(podMatch, 'matches'),
  filters: listOf(podFilter, 'filters').optional(),
  retries: retrying.optional(),
  actions: listOf(podActionKind, 'actions'),
});

/** The parts of PowerfulSeal's schema that are read, so that a slip in them is found, and then refused. */
const nodeProperty = mapping({
  name: oneOf(['name', 'ip', 'group', 'az', 'state']),
  value: anyText(),
  negative: yesOrNo().optional(),
});

export const nodeAction = mapping({
  matches: listOf(choice({ property: nodeProperty }), 'matches'),
  filters: listOf(
    choice({ property: nodeProperty, dayTime, randomSample, probability: share() }),
    'filters',
  ).optional(),
  retries: retrying.optional(),
  actions: listOf(
    choice({
      start: mapping({}),
      stop: mapping({ force: yesOrNo().optional(), autoRestart: yesOrNo().optional() }),
      execute: mapping({ cmd: anyText() }),
      wait: waiting,
    }),
    'actions',
  ),
});
const serviceOrLabel = choice({
  service: mapping({ name: words(), namespace: words() }),
  label: mapping({ key: words(), value: anyText() }),
});
const named = mapping({ name: words(), value: anyText() });
const user = wholeNumber(0, 4_294_967_295).optional();

export const clone = mapping({
  source: choice({ deployment }),
  replicas: wholeNumber(1, 1_000_000).optional(),
  servicesToRetarget: listOf(
    choice({ service: mapping({ name: words(), namespace: words() }) }),
    'services',
  ).optional(),
  labels: listOf(serviceOrLabel, 'labels').optional(),
  mutations: listOf(
    choice({
      environment: named,
      tc: mapping({
        command: listOf(anyText(), 'texts'),
        args: listOf(anyText(), 'texts').optional(),
        user,
        image: anyText().optional(),
      }),
      toxiproxy: mapping({
        user,
        imageIptables: anyText().optional(),
        imageToxiproxy: anyText().optional(),
        toxiproxyCli: anyText().optional(),
        proxies: listOf(mapping({ name: words(), listen: words(), upstream: words() }), 'proxies').optional(),
        toxics: listOf(
          mapping({
            targetProxy: words(),
            toxicType: words(),
            toxicAttributes: listOf(mapping({ name: words(), value: anyNumber() }), 'attributes').optional(),
          }),
          'toxics',
        ).optional(),
      }),
    }),
    'mutations',
  ).optional(),
});
