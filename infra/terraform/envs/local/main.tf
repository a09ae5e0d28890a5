# A cluster on one's own machine, by kind: the same manifests, the overlay `local`, one of everything.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    kind = { source = "tehcyx/kind", version = "~> 0.9" }
    helm = { source = "hashicorp/helm", version = "~> 2.17" }
  }
}

variable "repository" {
  type    = string
  default = "https://git.example.org/tabel.git"
}
variable "revision" {
  type    = string
  default = "main"
}

resource "kind_cluster" "tabel" {
  name           = "tabel"
  wait_for_ready = true
  kind_config {
    kind        = "Cluster"
    api_version = "kind.x-k8s.io/v1alpha4"
    node { role = "control-plane" }
    node { role = "worker" }
    node { role = "worker" }
  }
}

provider "helm" {
  kubernetes { config_path = kind_cluster.tabel.kubeconfig_path }
}

module "delivery" {
  source     = "../../modules/delivery"
  repository = var.repository
  revision   = var.revision
  overlay    = "local"
}
