# A private network: nodes without public addresses, a way out through NAT, a private way to Google's own services.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "name" { type = string }
variable "nodes_range" {
  type    = string
  default = "10.10.0.0/20"
}
variable "pods_range" {
  type    = string
  default = "10.20.0.0/16"
}
variable "services_range" {
  type    = string
  default = "10.30.0.0/20"
}

resource "google_compute_network" "this" {
  project                 = var.project
  name                    = var.name
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  project                  = var.project
  name                     = "${var.name}-nodes"
  region                   = var.region
  network                  = google_compute_network.this.id
  ip_cidr_range            = var.nodes_range
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = var.pods_range
  }
  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = var.services_range
  }
  log_config {
    aggregation_interval = "INTERVAL_5_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_router" "out" {
  project = var.project
  name    = "${var.name}-out"
  region  = var.region
  network = google_compute_network.this.id
}

# Mail, web push, Slack and webhooks go out from here: one address that others can let in.
resource "google_compute_address" "out" {
  project = var.project
  name    = "${var.name}-out"
  region  = var.region
}

resource "google_compute_router_nat" "out" {
  project                            = var.project
  name                               = "${var.name}-out"
  router                             = google_compute_router.out.name
  region                             = var.region
  nat_ip_allocate_option             = "MANUAL_ONLY"
  nat_ips                            = [google_compute_address.out.self_link]
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

# Where Cloud SQL is reached without the internet.
resource "google_compute_global_address" "private_services" {
  project       = var.project
  name          = "${var.name}-private-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = google_compute_network.this.id
}

resource "google_service_networking_connection" "private_services" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.private_services.name]
}

output "network" { value = google_compute_network.this.id }
output "subnetwork" { value = google_compute_subnetwork.nodes.id }
output "out_address" { value = google_compute_address.out.address }
output "private_services" { value = google_service_networking_connection.private_services.id }
