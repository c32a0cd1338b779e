import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var o="pod-start-slo/run-id";export{o as a};
