# The Strimzi operator, which runs the brokers of infra/kubernetes/kafka.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    helm = { source = "hashicorp/helm", version = "~> 2.17" }
  }
}

variable "namespace" {
  type    = string
  default = "tabel"
}

resource "helm_release" "strimzi" {
  name             = "strimzi"
  repository       = "https://strimzi.io/charts/"
  chart            = "strimzi-kafka-operator"
  version          = "0.48.0"
  namespace        = "strimzi"
  create_namespace = true
  values           = [yamlencode({ watchNamespaces = [var.namespace], replicas = 2 })]
}
