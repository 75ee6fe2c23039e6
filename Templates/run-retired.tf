# The root of what has left the model: it has no resource, so all that its state has is destroyed.

terraform {
  required_version = ">= 1.9"

  required_providers {
    kafka-connect = {
      source  = "Mongey/kafka-connect"
      version = "0.5.0"
    }
  }

  backend "pg" {}
}

provider "kafka-connect" {}
