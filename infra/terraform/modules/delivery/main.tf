# Argo CD: the cluster follows the repository. What runs is what stands in infra/kubernetes of a commit; taking a release back is a commit too.
terraform {
  required_version = ">= 1.8.0"
  required_providers {
    helm = { source = "hashicorp/helm", version = "~> 2.17" }
  }
}

variable "repository" {
  type = string
  validation {
    condition     = can(regex("^(https|ssh)://", var.repository))
    error_message = "An address that begins with https:// or ssh://."
  }
}
variable "revision" {
  description = "The branch that this environment follows."
  type        = string
}
variable "overlay" {
  type = string
  validation {
    condition     = contains(["dev", "prod", "local"], var.overlay)
    error_message = "One of dev, prod, local."
  }
}
variable "namespace" {
  type    = string
  default = "tabel"
}

resource "helm_release" "argo_cd" {
  name             = "argo-cd"
  repository       = "https://argoproj.github.io/argo-helm"
  chart            = "argo-cd"
  version          = "8.6.4"
  namespace        = "argo-cd"
  create_namespace = true
  # The overlays take the gateway's Caddyfile from beside infra/kubernetes.
  values = [yamlencode({ configs = { cm = { "kustomize.buildOptions" = "--load-restrictor LoadRestrictionsNone" } } })]
}

resource "helm_release" "applications" {
  name       = "tabel-applications"
  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argocd-apps"
  version    = "2.0.2"
  namespace  = "argo-cd"
  depends_on = [helm_release.argo_cd]
  values = [yamlencode({
    applications = {
      tabel = {
        project     = "default"
        source      = { repoURL = var.repository, targetRevision = var.revision, path = "infra/kubernetes/overlays/${var.overlay}" }
        destination = { server = "https://kubernetes.default.svc", namespace = var.namespace }
        syncPolicy = {
          automated   = { prune = true, selfHeal = true }
          syncOptions = ["CreateNamespace=false", "ServerSideApply=true"]
          retry       = { limit = 3, backoff = { duration = "10s", factor = 2, maxDuration = "2m" } }
        }
      }
    }
  })]
}

# Secrets from Secret Manager, and the mean answer time as a metric to scale by.
resource "helm_release" "external_secrets" {
  count            = var.overlay == "local" ? 0 : 1
  name             = "external-secrets"
  repository       = "https://charts.external-secrets.io"
  chart            = "external-secrets"
  version          = "0.20.4"
  namespace        = "external-secrets"
  create_namespace = true
}

resource "helm_release" "prometheus_adapter" {
  count            = var.overlay == "local" ? 0 : 1
  name             = "prometheus-adapter"
  repository       = "https://prometheus-community.github.io/helm-charts"
  chart            = "prometheus-adapter"
  version          = "5.1.0"
  namespace        = "monitoring"
  create_namespace = true
  values = [yamlencode({
    prometheus = { url = "http://prometheus.monitoring.svc.cluster.local", port = 9090 } # brought by the operator (docs/deployment.md)
    rules = {
      default = false
      custom = [{
        seriesQuery = "http_server_request_duration_seconds_count{namespace!=\"\",pod!=\"\"}"
        resources   = { overrides = { namespace = { resource = "namespace" }, pod = { resource = "pod" } } }
        name        = { as = "http_server_mean_milliseconds" }
        # Streams and long polls last long because nothing happens: they say nothing about the load.
        metricsQuery = "1000 * sum(rate(http_server_request_duration_seconds_sum{<<.LabelMatchers>>,http_route!~\".*/(stream|events)\"}[2m])) by (<<.GroupBy>>) / sum(rate(http_server_request_duration_seconds_count{<<.LabelMatchers>>,http_route!~\".*/(stream|events)\"}[2m])) by (<<.GroupBy>>)"
      }]
    }
  })]
}
