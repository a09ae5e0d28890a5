# How much of everything, from how many people Tabel is for: the unit costs of docs/scaling.md as arithmetic. Uses no provider, so it is tested
# wherever OpenTofu is.
terraform {
  required_version = ">= 1.8.0"
}

variable "employees" {
  description = "People whose working lives are kept, of all companies together."
  type        = number
  validation {
    condition     = var.employees >= 1 && var.employees <= 5000000 && floor(var.employees) == var.employees
    error_message = "Employees are a whole number from 1 to 5,000,000."
  }
}

variable "events_per_employee_year" {
  description = "An assumption: 10 are imported, the rest is lived (docs/scaling.md)."
  type        = number
  default     = 60
  validation {
    condition     = var.events_per_employee_year > 0
    error_message = "More than none."
  }
}

variable "years_kept" {
  description = "The log is kept for ever; disks are for so many years."
  type        = number
  default     = 5
}

locals {
  events_a_year = var.employees * var.events_per_employee_year
  # Half of a day's events in its busiest hour, on 250 working days.
  busiest_second = local.events_a_year / 250 / 2 / 3600
  # What one event takes, sealed and indexed, in bytes: log, and rows of all views.
  log_bytes  = 1200
  rows_bytes = 4600

  # 150 commands a second and instance are a third of what one was measured to take; two at least, so that one may end.
  command_instances = max(2, ceil(local.busiest_second / 150))
  # Twenty views for a command; 300 a second and instance.
  query_instances = max(2, ceil(local.busiest_second * 20 / 300))
}

output "events_a_year" { value = local.events_a_year }
output "store_disk_gb" { value = max(50, ceil(local.events_a_year * var.years_kept * local.log_bytes * 2 / 1e9)) }
output "database_disk_gb" { value = max(50, ceil(local.events_a_year * var.years_kept * local.rows_bytes * 2 / 1e9)) }
output "command_instances" { value = local.command_instances }
output "query_instances" { value = local.query_instances }
# Order is kept within an employee: partitions bound how many consumers work at once, and are never fewer than they were.
output "kafka_partitions" { value = min(48, max(6, ceil(var.employees / 25000) * 6)) }
output "database_connections" { value = 24 * (local.command_instances + local.query_instances + 7) + 40 }
output "database_tier" {
  value = var.employees <= 50000 ? "db-custom-2-8192" : var.employees <= 500000 ? "db-custom-8-32768" : "db-custom-16-65536"
}
