import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a}from"./chunk-LOVKAF5Z.js";import"./chunk-NAUGEZWX.js";export default a();
