import { html, type Html, type Part } from './markup.ts';

export interface Table {
  /** Class of the table. */
  name: string;
  /** What it is, to those who come by its box with the keyboard or hear it. */
  label: string;
  /** A head of numbers stands to the right, as they do. */
  heads: readonly (string | { number: string })[];
  rows: readonly Html[];
}

/** A table in a box of its own, which scrolls where the page is too narrow. */
export function tableOf({ name, label, heads, rows }: Table): Html {
  const cells = heads.map((head) =>
    typeof head === 'string'
      ? html`<th scope="col">${head}</th>`
      : html`<th scope="col" class="number">${head.number}</th>`,
  );
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table class="${name}">
      <thead>
        <tr>
          ${cells}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}

/** The first cell is what the row is about. */
export function rowOf(about: Part, cells: readonly Part[]): Html {
  return html`<tr>
    <th scope="row">${about}</th>
    ${cells}
  </tr> `;
}

export function cell(content: Part): Html {
  return html`<td>${content}</td>`;
}

export function number(value: Part): Html {
  return html`<td class="number">${value}</td>`;
}

export function numberHeads(heads: readonly string[]): { number: string }[] {
  return heads.map((head) => ({ number: head }));
}
