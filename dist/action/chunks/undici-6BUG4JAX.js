import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a}from"./chunk-SQ4XVAPT.js";import"./chunk-HLHRVMA6.js";export default a();
