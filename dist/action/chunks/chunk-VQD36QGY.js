import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var O="1.0.0";export{O as a};
