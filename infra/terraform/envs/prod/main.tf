# The environment prod on Google Cloud. `tofu init && tofu plan -var-file=prod.tfvars`.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    google     = { source = "hashicorp/google", version = "~> 6.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.35" }
    helm       = { source = "hashicorp/helm", version = "~> 2.17" }
  }
  # The bucket is made by hand, once: `tofu init -backend-config=bucket=…`. It holds secrets.
  backend "gcs" { prefix = "tabel/prod" }
}

variable "project" { type = string }
variable "region" { type = string }
variable "employees" { type = number }
variable "repository" { type = string }
variable "administrators" { type = map(string) }
variable "smtp_url" {
  type      = string
  sensitive = true
}

locals {
  name = "tabel-prod"
  # The members of the cluster find each other and are found by name.
  eventstore_url = "esdb+discover://eventstore.tabel.svc.cluster.local:2113?tls=true&tlsCaFile=/certificates/ca.crt"
}

provider "google" {
  project = var.project
  region  = var.region
}

data "google_client_config" "me" {}

provider "kubernetes" {
  host                   = "https://${module.cluster.endpoint}"
  token                  = data.google_client_config.me.access_token
  cluster_ca_certificate = base64decode(module.cluster.certificate)
}

provider "helm" {
  kubernetes {
    host                   = "https://${module.cluster.endpoint}"
    token                  = data.google_client_config.me.access_token
    cluster_ca_certificate = base64decode(module.cluster.certificate)
  }
}

module "sizing" {
  source    = "../../modules/sizing"
  employees = var.employees
}

module "network" {
  source  = "../../modules/network"
  project = var.project
  region  = var.region
  name    = local.name
}

module "cluster" {
  source         = "../../modules/cluster"
  project        = var.project
  region         = var.region
  name           = local.name
  network        = module.network.network
  subnetwork     = module.network.subnetwork
  administrators = var.administrators
  protected      = true
}

module "database" {
  source           = "../../modules/cloud-sql"
  project          = var.project
  region           = var.region
  name             = local.name
  network          = module.network.network
  private_services = module.network.private_services
  tier             = module.sizing.database_tier
  disk_gb          = module.sizing.database_disk_gb
  connections      = module.sizing.database_connections
  highly_available = true
  protected        = true
}

module "eventstore" {
  source               = "../../modules/eventstore"
  project              = var.project
  region               = var.region
  name                 = local.name
  cluster              = module.cluster.id
  node_service_account = module.cluster.node_service_account
}

module "secrets" {
  source         = "../../modules/secrets"
  project        = var.project
  region         = var.region
  prefix         = local.name
  database_url   = module.database.url
  eventstore_url = local.eventstore_url
  smtp_url       = var.smtp_url
  s3_bucket      = module.files.bucket
  s3_access_key  = module.files.access_key
  s3_secret_key  = module.files.secret_key
}

module "files" {
  source  = "../../modules/files"
  project = var.project
  region  = var.region
  name    = local.name
}

module "kafka" {
  source     = "../../modules/kafka"
  depends_on = [module.cluster]
}

module "delivery" {
  source     = "../../modules/delivery"
  repository = var.repository
  revision   = "deploy/prod" # made by the first deploy (infra/delivery/deploy.mjs)
  overlay    = "prod"
  depends_on = [module.cluster, module.secrets]
}
