import { resolutionLabel } from '../figures/measures.ts';
import type { Result } from '../../core/result.ts';
import { caveatsOf } from '../wording/circumstances.ts';
import { formatTime } from '../wording/time.ts';
import { html, type Html, type Part } from './markup.ts';
import { moment } from './moment.ts';
import { cell, rowOf, tableOf } from './table.ts';
import { remarkList, say, verdictWord } from './words.ts';

/** How and where the numbers were measured. */
export function aboutPart(result: Result): Html {
  return html`<section class="part" aria-labelledby="measurement">
      <h2 id="measurement">How it was measured</h2>
      ${measurement(result)}${remarkList(caveatsOf(result))}
    </section>
    <section class="part" aria-labelledby="environment">
      <h2 id="environment">Environment</h2>
      ${environment(result)}${mergedRuns(result)}${nodes(result)}${fingerprint(result)}
    </section>`;
}

function measurement({ measurement: facts, scenarios }: Result): Html {
  const { probeIntervalMs, probeResolutionMs } = facts;
  return definitions([
    ['probed every', html`${formatTime(probeIntervalMs)}`],
    [resolutionLabel(scenarios), probeResolutionMs === null ? null : html`${formatTime(probeResolutionMs)}`],
    ['clock', html`monotonic clock of this machine; timestamps of other clocks are never subtracted from it`],
  ]);
}

function environment({ cluster, tool, runId, namespace, seed, startedAt, finishedAt }: Result): Html {
  return definitions([
    [
      'cluster',
      html`${cluster.provider}${cluster.context === null ? null : html`, context <code>${say(cluster.context)}</code>`}`,
    ],
    ['Kubernetes', html`${say(cluster.version)}`],
    ['run', html`<code>${say(runId)}</code>`],
    ['namespace', html`<code>${say(namespace)}</code>`],
    ['seed', html`${seed}`],
    ['started', moment(startedAt)],
    ['finished', finishedAt === null ? null : moment(finishedAt)],
    ['tool', html`${tool.name} ${tool.version}`],
  ]);
}

/** The runs that a merged result was made of. */
function mergedRuns({ merged }: Result): Html | null {
  if (merged === null) return null;
  return tableOf({
    name: 'merged',
    label: 'Merged results',
    heads: ['Merged from', 'Run', 'Started', 'Kubernetes', 'By itself'],
    rows: merged.map(({ source, runId, startedAt, cluster, verdict }) =>
      rowOf(say(source), [
        cell(html`<code>${say(runId)}</code>`),
        cell(moment(startedAt)),
        cell(say(cluster.version)),
        cell(html`<span class="nowrap">${verdictWord(verdict)}</span>`),
      ]),
    ),
  });
}

function nodes({ cluster }: Result): Html | null {
  if (cluster.nodes.length === 0) return null;
  return tableOf({
    name: 'nodes',
    label: 'Nodes',
    heads: ['Node', 'Kubelet', 'Container runtime', 'System', 'CPU', 'Memory'],
    rows: cluster.nodes.map(({ name, kubeletVersion, containerRuntime, osImage, cpu, memory }) => {
      const facts = [kubeletVersion, containerRuntime, osImage, cpu, memory];
      return rowOf(html`<code>${say(name)}</code>`, facts.map(say).map(cell));
    }),
  });
}

function fingerprint({ fingerprint: { hash, parts } }: Result): Html {
  const said = Object.entries(parts).map(([name, value]): [string, Html] => [say(name), html`${say(value)}`]);
  return html`<details>
    <summary>Fingerprint <code>${say(hash)}</code></summary>
    <p class="faint small">
      Results are comparable when their fingerprints are equal. The fingerprint is made of:
    </p>
    ${definitions(said)}
  </details> `;
}

/** Names and what they stand for; those without a value are left out. */
function definitions(entries: readonly (readonly [string, Part])[]): Html {
  const known = entries.filter(([, value]) => value !== null);
  return html`<dl>
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd> `,
    )}
  </dl> `;
}
