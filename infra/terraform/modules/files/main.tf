# Where uploads of letters lie: a bucket, and one account with a key of the S3 protocol that may use this bucket and nothing else.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
  }
}

variable "project" { type = string }
variable "region" { type = string }
variable "name" { type = string }

resource "google_storage_bucket" "files" {
  project                     = var.project
  name                        = "${var.project}-${var.name}-files"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  # What is deleted because its time is over must be gone: no versions, no time in which it could be brought back.
  soft_delete_policy { retention_duration_seconds = 0 }
}

resource "google_service_account" "files" {
  project    = var.project
  account_id = "${var.name}-files"
}

resource "google_storage_bucket_iam_member" "files" {
  bucket = google_storage_bucket.files.name
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.files.email}"
}

resource "google_storage_hmac_key" "files" {
  project               = var.project
  service_account_email = google_service_account.files.email
}

output "bucket" { value = google_storage_bucket.files.name }
output "access_key" { value = google_storage_hmac_key.files.access_id }
output "secret_key" {
  value     = google_storage_hmac_key.files.secret
  sensitive = true
}
