# What the cluster of three event stores (infra/kubernetes/eventstore) needs from the cloud: nodes of its own in three zones, disks that
# outlive everything, a bucket for backups that nobody can empty for a month.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google     = { source = "hashicorp/google", version = "~> 6.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.35" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "cluster" { type = string }
variable "name" { type = string }
variable "node_service_account" { type = string }
variable "machine_type" {
  type    = string
  default = "n2-highmem-2"
}

resource "google_container_node_pool" "eventstore" {
  project    = var.project
  name       = "eventstore"
  cluster    = var.cluster
  location   = var.region
  node_count = 1 # in each of three zones
  management {
    auto_repair  = true
    auto_upgrade = true
  }
  upgrade_settings {
    max_surge       = 1
    max_unavailable = 0
  }
  node_config {
    machine_type    = var.machine_type
    image_type      = "COS_CONTAINERD"
    service_account = var.node_service_account
    labels          = { "tabel/pool" = "eventstore" }
    taint {
      key    = "tabel/pool"
      value  = "eventstore"
      effect = "NO_SCHEDULE"
    }
    workload_metadata_config { mode = "GKE_METADATA" }
    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }
}

resource "kubernetes_storage_class_v1" "log" {
  metadata { name = "tabel-log" }
  storage_provisioner    = "pd.csi.storage.gke.io"
  reclaim_policy         = "Retain"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = true
  parameters             = { type = "pd-ssd" }
}

resource "google_storage_bucket" "backups" {
  project                     = var.project
  name                        = "${var.project}-${var.name}-event-store-backups"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  versioning { enabled = true }
  retention_policy { retention_period = 2592000 }
  lifecycle_rule {
    condition { age = 90 }
    action {
      type          = "SetStorageClass"
      storage_class = "COLDLINE"
    }
  }
}

output "backups" { value = google_storage_bucket.backups.name }
