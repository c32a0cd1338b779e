/** Charts. Colour is never alone: kinds differ in shape, parts in pattern or lightness. */
export const chartStyle = `
figure { margin: 0.75rem 0 0; }
.charts { display: grid; gap: 0 2.5rem; }
.charts > * { min-width: 0; }
.chart { display: grid; }
.chart.with-side { grid-template-columns: auto minmax(0, 1fr); }
.chart svg { display: block; overflow: visible; }
.chart text { font-size: 0.75rem; fill: var(--faint); }
.chart text.tick { fill: var(--faint); }
.chart text.label { fill: var(--text); }
.chart :is(text.value, text.count, text.flag) { fill: var(--text); }
.grid { stroke: var(--hair); } .axis, .edge { stroke: var(--line); } .edge { stroke-dasharray: 1 3; }
.limit { stroke: var(--bad); stroke-dasharray: 6 4; stroke-width: 1.5; }
.chart text.limit-label, .chart text.flag.limit { fill: var(--bad); }
.chart :is(text.flag, text.count, text.value) {
  stroke: var(--page); stroke-width: 4; paint-order: stroke; stroke-linejoin: round;
}
.stem { stroke: var(--data-soft); stroke-width: 1.5; } .stem.open { stroke: var(--bad); stroke-dasharray: 2 4; }
.median { stroke: var(--text); stroke-width: 2; }
.ready-dash { stroke: var(--data); stroke-width: 1.5; }

.mark { fill: var(--data); stroke: var(--page); stroke-width: 1; }
.mark.over, .mark.timed-out, .mark.failed { fill: var(--bad); }
.mark.invalid, .mark.unknown { fill: none; stroke: var(--doubtful); stroke-width: 2; }
.mark.warmup { fill: var(--page); stroke: var(--line); stroke-width: 1.5; }
:is(.iteration, .start):hover .mark { stroke: var(--text); stroke-width: 2; }

.bar.within { fill: var(--data); } .bar.over { fill: url(#hatch-over); stroke: var(--bad); }
.hatch.over .ground { fill: var(--page); } .hatch.over .stripe { fill: var(--bad); }
.pole { stroke: var(--line); } .pole.limit { stroke: var(--bad); stroke-dasharray: 6 4; stroke-width: 1.5; }
.bin:hover .bar.within { fill: var(--text); }

.step { stroke: var(--page); stroke-width: 0.5; }
.step.scheduling { fill: var(--step-scheduling); } .step.sandbox { fill: var(--step-sandbox); }
.step.image { fill: var(--step-image); } .step.containers { fill: var(--step-containers); }
.step.answer { fill: var(--step-answer); stroke: var(--step-edge); }
.step.unseen { fill: url(#hatch-unseen); stroke: var(--line); }
.hatch.unseen .ground { fill: var(--page); } .hatch.unseen .stripe { fill: var(--line); }
.row:hover .step { stroke: var(--text); stroke-width: 1; }
.ready-tick { stroke: var(--text); stroke-width: 2; }
.open { stroke: var(--bad); stroke-dasharray: 2 4; stroke-width: 1.5; }

.instant circle { fill: var(--data); } .instant .blur { stroke: var(--data); stroke-width: 2; opacity: 0.6; }
.instant.answer circle { fill: var(--text); }

.choice { display: flex; flex-wrap: wrap; gap: 0.2rem; }
.choice > input { width: 0.9rem; height: 0.9rem; margin: 0.15rem; accent-color: var(--data); }
.choice > .chosen { order: 1; flex: 0 0 100%; min-width: 0; display: none; }
.choice > input:checked + .chosen { display: block; }
.pick { transform: translate(-8px, -8px); }
.pick label { display: block; height: 16px; cursor: pointer; }

.curve line { stroke: var(--data); stroke-width: 2; }
.curve.slowest line { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 4 2; }

.phase-bar { display: block; min-width: 4.5rem; overflow: visible; }
.whisker { stroke: var(--line); stroke-width: 1.5; }
td.drawn { width: 100%; padding-top: 0.65rem; }

.legend {
  display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0.6rem 0 0; padding: 0; list-style: none;
  color: var(--faint); font-size: 0.8125rem;
}
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.sample { flex: none; overflow: visible; }

@media (max-width: 40rem) { .phase-bar { min-width: 3rem; } .tick.minor { display: none; } }
@media (min-width: 56rem) { .charts { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
@media print { .charts { grid-template-columns: 1fr; } }
`;
