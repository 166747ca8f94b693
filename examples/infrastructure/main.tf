# What this action needs to release a service: the controller EXTERNAL, two target groups, and rules that hold both.
# Not shown: VPC, cluster, roles, certificate. The first release creates the first task set.

variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "security_group_ids" { type = list(string) }
variable "cluster_arn" { type = string }
variable "certificate_arn" { type = string }

resource "aws_ecs_service" "web" {
  name          = "web"
  cluster       = var.cluster_arn
  desired_count = 2

  # Set it when you create the service. AWS documents that UpdateService can change it later too, but after a change from
  # ECS, the tasks from before aren't shown as a task set, and the action releases nothing next to them.
  # Task definition, network and load balancer belong to the task sets, not the service.
  deployment_controller {
    type = "EXTERNAL"
  }

  lifecycle {
    ignore_changes = [
      desired_count, # set by auto scaling, if you use it
      # The action stores its state in tags with the prefix "ecs-blue-green:". Terraform would remove them at each apply.
      # To keep managing your own tags here, use ignore_tags { key_prefixes = ["ecs-blue-green:"] } in the provider
      # instead.
      tags,
      tags_all,
    ]
  }
}

# Two groups that differ only in the name. They take turns; neither is "the blue one".
resource "aws_lb_target_group" "web" {
  for_each = toset(["web-a", "web-b"])

  name        = each.key
  vpc_id      = var.vpc_id
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"

  # A release waits for it at most twice: when blue is deleted, and when an older task set has to leave the group.
  # Make it long enough for your longest request, not for WebSockets.
  deregistration_delay = 60

  health_check {
    path                = "/ready"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
  subnets            = var.subnet_ids
  security_groups    = var.security_group_ids
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "forward"
    forward {
      # Both groups, so that the pair is discovered automatically and the idle group is health-checked.
      target_group {
        arn    = aws_lb_target_group.web["web-a"].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.web["web-b"].arn
        weight = 0
      }
    }
  }

  lifecycle {
    # The action manages the weights. Without this, an apply sends all users to web-a, whatever runs there.
    ignore_changes = [default_action]
  }
}

# Shows green before users see it. Name it as test-rule, and keep the public out with its security group.
resource "aws_lb_listener" "test" {
  load_balancer_arn = aws_lb.web.arn
  port              = 8443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.web["web-a"].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.web["web-b"].arn
        weight = 0
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

output "inputs_of_the_first_release" {
  description = "The first release has no task set to copy from: give these as inputs."
  value = {
    production-rules = aws_lb_listener.https.arn
    test-rule        = aws_lb_listener.test.arn
    subnets          = var.subnet_ids
    security-groups  = var.security_group_ids
    launch-type      = "fargate"
    container-name   = "web"
  }
}
