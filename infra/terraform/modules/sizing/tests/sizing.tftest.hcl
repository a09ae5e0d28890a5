# `tofu test` in modules/sizing.
run "the_bank" {
  command = plan
  variables { employees = 25000 }
  assert {
    condition     = output.events_a_year == 1500000
    error_message = "25,000 people make a million and a half events a year."
  }
  assert {
    condition     = output.command_instances == 2 && output.query_instances == 2 && output.kafka_partitions == 6
    error_message = "Two of each are enough for the bank."
  }
  assert {
    condition     = output.database_tier == "db-custom-2-8192" && output.store_disk_gb == 50
    error_message = "The smallest machine and disk are enough."
  }
}

run "a_million" {
  command = plan
  variables { employees = 1000000 }
  assert {
    condition     = output.query_instances > 2 && output.command_instances >= 2
    error_message = "A million people read more than two instances show."
  }
  assert {
    condition     = output.kafka_partitions == 48 && output.database_tier == "db-custom-16-65536"
    error_message = "Partitions and the database grow, within their bounds."
  }
  assert {
    condition     = output.database_connections < 1000
    error_message = "More connections than PostgreSQL should have: put a pooler in between."
  }
}

run "nobody_is_no_number_of_people" {
  command = plan
  variables { employees = 0 }
  expect_failures = [var.employees]
}
