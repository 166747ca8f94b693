# What a service needs to be released by this action: the controller EXTERNAL, two target groups, and rules that hold
# both. Left out: VPC, cluster, roles, certificate. The first task set is made by the first release.

variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "security_group_ids" { type = list(string) }
variable "cluster_arn" { type = string }
variable "certificate_arn" { type = string }

resource "aws_ecs_service" "web" {
  name          = "web"
  cluster       = var.cluster_arn
  desired_count = 2

  # Can't be changed later. Task definition, network and load balancer belong to the task sets, not to the service.
  deployment_controller {
    type = "EXTERNAL"
  }

  lifecycle {
    ignore_changes = [
      desired_count, # auto scaling, where there is any
      # The action keeps its notes in tags that begin with "ecs-blue-green:". Terraform would remove them at each apply.
      # To go on managing tags of your own here, write ignore_tags { key_prefixes = ["ecs-blue-green:"] } in the
      # provider instead.
      tags,
      tags_all,
    ]
  }
}

# Two that differ in nothing but the name. They take turns; neither is "the blue one".
resource "aws_lb_target_group" "web" {
  for_each = toset(["web-a", "web-b"])

  name        = each.key
  vpc_id      = var.vpc_id
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"

  # Every release waits for it twice at most: when blue is deleted, and when an older set has to leave the group first.
  # Long enough for your longest request, not for WebSockets.
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
      # Both, so that the pair is found without the input target-groups, and the idle group is health-checked.
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
    # The weights are the action's from now on. Without this an apply sends all users to web-a, whatever runs there.
    ignore_changes = [default_action]
  }
}

# For looking at green before users do: name it as test-listener-arn. Keep it from the public by its security group.
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
    production-listener-arns = aws_lb_listener.https.arn
    test-listener-arn        = aws_lb_listener.test.arn
    subnets                  = var.subnet_ids
    security-groups          = var.security_group_ids
    launch-type              = "fargate"
    container-name           = "web"
  }
}
