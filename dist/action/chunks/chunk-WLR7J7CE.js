import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var o=["load-balancer","node-port","cluster-ip","port-forward","api-proxy"];export{o as a};
