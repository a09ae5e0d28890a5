# A regional GKE cluster of private nodes: three zones, network policies, secrets sealed by a key of ours, identities without key files.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "name" { type = string }
variable "network" { type = string }
variable "subnetwork" { type = string }
variable "machine_type" {
  type    = string
  default = "e2-standard-4"
}
variable "nodes_a_zone" {
  type    = object({ least = number, most = number })
  default = { least = 1, most = 4 }
}
variable "administrators" {
  description = "Networks that reach the control plane."
  type        = map(string)
  validation {
    condition     = !contains(values(var.administrators), "0.0.0.0/0")
    error_message = "The control plane is not for the whole internet."
  }
}
variable "protected" {
  type    = bool
  default = true
}

resource "google_kms_key_ring" "this" {
  project  = var.project
  name     = var.name
  location = var.region
}

resource "google_kms_crypto_key" "secrets" {
  name            = "kubernetes-secrets"
  key_ring        = google_kms_key_ring.this.id
  rotation_period = "7776000s"
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "${var.name}-nodes"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset([
    "roles/logging.logWriter", "roles/monitoring.metricWriter", "roles/artifactregistry.reader"
  ])
  project = var.project
  role    = each.value
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_cluster" "this" {
  project                  = var.project
  name                     = var.name
  location                 = var.region
  network                  = var.network
  subnetwork               = var.subnetwork
  remove_default_node_pool = true
  initial_node_count       = 1
  deletion_protection      = var.protected
  datapath_provider        = "ADVANCED_DATAPATH" # enforces NetworkPolicies

  release_channel { channel = "REGULAR" }
  workload_identity_config { workload_pool = "${var.project}.svc.id.goog" }
  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.administrators
      content {
        display_name = cidr_blocks.key
        cidr_block   = cidr_blocks.value
      }
    }
  }
  database_encryption {
    state    = "ENCRYPTED"
    key_name = google_kms_crypto_key.secrets.id
  }
  binary_authorization { evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE" } # only images that the delivery signed
  enable_shielded_nodes = true
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]
    managed_prometheus { enabled = true }
  }
  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T01:00:00Z"
      end_time   = "2026-01-03T05:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }
}

resource "google_container_node_pool" "services" {
  project  = var.project
  name     = "services"
  cluster  = google_container_cluster.this.id
  location = var.region
  autoscaling {
    min_node_count = var.nodes_a_zone.least
    max_node_count = var.nodes_a_zone.most
  }
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
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    metadata        = { disable-legacy-endpoints = "true" }
    workload_metadata_config { mode = "GKE_METADATA" }
    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }
}

output "name" { value = google_container_cluster.this.name }
output "endpoint" { value = google_container_cluster.this.endpoint }
output "certificate" { value = google_container_cluster.this.master_auth[0].cluster_ca_certificate }
output "id" { value = google_container_cluster.this.id }
output "node_service_account" { value = google_service_account.nodes.email }
