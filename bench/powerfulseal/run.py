"""Starts PowerfulSeal 3.1.0 as its command does, where it would not start any more.

- It lists CustomResourceDefinitions through an API that Kubernetes has removed in 1.22: the one call that does is
  answered with "none".
- It loads the clients of all clouds, also with --no-cloud: their modules are stood in for, since nothing of them is
  used here. That makes it start faster than it would with them.
"""

import sys
from unittest.mock import MagicMock

CLOUDS = {
    "azure": ["common", "common.client_factory", "common.credentials", "mgmt", "mgmt.compute", "mgmt.network", "mgmt.resource"],
    "boto3": [],
    "datadog": [],
    "googleapiclient": ["discovery"],
    "oauth2client": ["client", "service_account"],
    "openstack": ["config", "connection"],
}
for package, modules in CLOUDS.items():
    sys.modules[package] = MagicMock()
    for module in modules:
        sys.modules[f"{package}.{module}"] = MagicMock()

from powerfulseal.k8s.k8s_client import K8sClient

K8sClient.get_scenarios = lambda self, *args, **kwargs: []

from powerfulseal.cli.__main__ import main

main(sys.argv[1:])
