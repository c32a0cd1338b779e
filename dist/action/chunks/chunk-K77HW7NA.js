import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function l({availableMs:e,availableAtMostMs:t}){return e!==null||t!==null}export{l as a};
