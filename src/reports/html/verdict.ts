import type { Result } from '../../core/result.ts';
import { longestText, shorten } from '../wording/clean.ts';
import { headlineOf } from '../wording/sentences.ts';
import type { Role } from '../wording/style.ts';
import { html, type Html } from './markup.ts';
import { moment, spanOf } from './moment.ts';

/** The verdict of the run in one sentence, at the top of the page. */
export function verdictPart(result: Result): Html {
  const { word, role, sentence } = headlineOf(result);
  const { cluster, startedAt } = result;
  return html`<header>
    <p class="kicker">
      Pod start times · Kubernetes ${cluster.version} · ${moment(startedAt)}${spanOf(result)}
    </p>
    <h1 class="verdict">
      ${signOf(role)}<span><span class="word ${role}">${word}</span> ${shorten(sentence, longestText)}</span>
    </h1>
  </header>`;
}

/** A sign for each role; the word next to it says the same. */
function signOf(role: Role): Html {
  return html`<svg class="${role}" viewBox="0 0 24 24" aria-hidden="true">
    <circle class="disc" cx="12" cy="12" r="12" />
    <path class="sign" d="${signs[role]}" />
  </svg>`;
}

const dash = 'M6.5 12H17.5';
const signs: Record<Role, string> = {
  good: 'M6.5 12.5L10.5 16.5L17.5 8.5',
  bad: 'M8 8L16 16M16 8L8 16',
  doubtful: 'M12 6V13.5M12 16V18',
  strong: dash,
  heading: dash,
  faint: dash,
};
