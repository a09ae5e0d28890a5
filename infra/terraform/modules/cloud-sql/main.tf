# PostgreSQL for the views, the processes' state, the feed and the vault of keys. Views can be made anew from the log; the vault cannot:
# that is why there are backups.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
    random = { source = "hashicorp/random", version = "~> 3.6" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "name" { type = string }
variable "network" { type = string }
variable "private_services" {
  description = "What the private way depends on: it must be there first."
  type        = string
}
variable "tier" { type = string }
variable "disk_gb" { type = number }
variable "connections" { type = number }
variable "highly_available" {
  type    = bool
  default = true
}
variable "protected" {
  type    = bool
  default = true
}

resource "random_password" "tabel" {
  length  = 40
  special = false
}

resource "google_sql_database_instance" "this" {
  project             = var.project
  name                = var.name
  region              = var.region
  database_version    = "POSTGRES_17"
  deletion_protection = var.protected
  depends_on          = [terraform_data.private_services]

  settings {
    edition                     = "ENTERPRISE"
    tier                        = var.tier
    availability_type           = var.highly_available ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.disk_gb
    disk_autoresize             = true
    deletion_protection_enabled = var.protected
    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = "ENCRYPTED_ONLY"
    }
    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7
      backup_retention_settings { retained_backups = 30 }
    }
    insights_config { query_insights_enabled = true }
    maintenance_window {
      day  = 7
      hour = 2
    }
    database_flags {
      name  = "max_connections"
      value = tostring(var.connections)
    }
    database_flags {
      name  = "log_checkpoints"
      value = "on"
    }
    database_flags {
      name  = "log_lock_waits"
      value = "on"
    }
    # Statements may hold what people are called: only their duration is logged.
    database_flags {
      name  = "log_parameter_max_length"
      value = "0"
    }
  }
}

resource "terraform_data" "private_services" {
  input = var.private_services
}

resource "google_sql_database" "tabel" {
  project  = var.project
  name     = "tabel"
  instance = google_sql_database_instance.this.name
}

resource "google_sql_user" "tabel" {
  project  = var.project
  name     = "tabel"
  instance = google_sql_database_instance.this.name
  password = random_password.tabel.result
}

output "url" {
  value     = "postgresql://tabel:${random_password.tabel.result}@${google_sql_database_instance.this.private_ip_address}:5432/tabel?sslmode=require"
  sensitive = true
}
