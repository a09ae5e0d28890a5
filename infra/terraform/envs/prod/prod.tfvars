# What is no secret. `smtp_url` comes from the environment: TF_VAR_smtp_url.
project        = "tabel-prod-project"
region         = "europe-west3"
employees      = 25000
repository     = "https://git.example.org/tabel.git"
administrators = { office = "192.0.2.0/24" }
