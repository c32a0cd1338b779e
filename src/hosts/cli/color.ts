import { styleText } from 'node:util';
import { plain, type Role, type Style } from '../../reports/wording/style.ts';
import type { Output } from './streams.ts';

type Format = Parameters<typeof styleText>[0];

const formats: Record<Role, Format> = {
  strong: 'bold',
  heading: 'bold',
  faint: 'dim',
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
  doubtful: 'yellow',
};

/** Colours where the stream is a terminal; NO_COLOR and FORCE_COLOR are respected, as Node does it. */
export function styleFor(stream: Output, color: boolean): Style {
  return color ? (role, text) => styleText(formats[role], text, { stream }) : plain;
}
