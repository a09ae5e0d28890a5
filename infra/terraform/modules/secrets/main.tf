# Secrets are made here once and kept in Secret Manager; the External Secrets operator brings them into the cluster. They also stand in the state, which
# therefore lies in a bucket that only administrators read (envs/*/backend.tf).
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
    random = { source = "hashicorp/random", version = "~> 3.6" }
    tls    = { source = "hashicorp/tls", version = "~> 4.0" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "prefix" { type = string }
variable "database_url" {
  type      = string
  sensitive = true
}
variable "eventstore_url" {
  type      = string
  sensitive = true
}
variable "smtp_url" {
  type      = string
  sensitive = true
}
variable "s3_bucket" { type = string }
variable "s3_access_key" { type = string }
variable "s3_secret_key" {
  type      = string
  sensitive = true
}

resource "random_bytes" "master_key" {
  length = 32
  lifecycle { prevent_destroy = true } # without it nobody's data can be read again
}

resource "tls_private_key" "tokens" {
  algorithm = "RSA"
  rsa_bits  = 3072
}

resource "tls_private_key" "audit" {
  algorithm = "ED25519"
  lifecycle { prevent_destroy = true }
}

locals {
  values = {
    DATABASE_URL           = var.database_url
    EVENTSTORE_URL         = var.eventstore_url
    SMTP_URL               = var.smtp_url
    TABEL_MASTER_KEY       = random_bytes.master_key.base64
    TOKEN_SIGNING_KEY      = tls_private_key.tokens.private_key_pem_pkcs8
    TOKEN_VERIFICATION_KEY = tls_private_key.tokens.public_key_pem
    AUDIT_SIGNING_KEY      = tls_private_key.audit.private_key_pem_pkcs8
    S3_BUCKET              = var.s3_bucket
    S3_ACCESS_KEY          = var.s3_access_key
    S3_SECRET_KEY          = var.s3_secret_key
  }
}

resource "google_secret_manager_secret" "this" {
  for_each  = nonsensitive(toset(keys(local.values)))
  project   = var.project
  secret_id = "${var.prefix}-${replace(lower(each.key), "_", "-")}"
  replication {
    user_managed {
      replicas { location = var.region }
    }
  }
}

resource "google_secret_manager_secret_version" "this" {
  for_each    = nonsensitive(toset(keys(local.values)))
  secret      = google_secret_manager_secret.this[each.key].id
  secret_data = local.values[each.key]
}

# The operator may read these secrets and no other.
resource "google_service_account" "reader" {
  project    = var.project
  account_id = "${var.prefix}-secrets"
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each  = google_secret_manager_secret.this
  project   = var.project
  secret_id = each.value.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.reader.email}"
}

resource "google_service_account_iam_member" "workload" {
  service_account_id = google_service_account.reader.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[external-secrets/external-secrets]"
}

output "names" { value = { for name, secret in google_secret_manager_secret.this : name => secret.secret_id } }
