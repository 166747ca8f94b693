# What this action needs to release a service: the controller EXTERNAL, two target groups, and rules that hold both.
# Not shown: VPC, NAT, certificate, image repository. The first release creates the first task set, with the config
# file that the output below is, and deploy/web.json.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0" # data.aws_region has `region` since 6.0
    }
  }
}

variable "vpc_id" { type = string }
variable "public_subnet_ids" { type = list(string) }  # of the load balancer
variable "private_subnet_ids" { type = list(string) } # of the tasks, with a route to the registry
variable "certificate_arn" { type = string }
variable "host" { type = string }             # e.g. shop.example.com
variable "test_cidrs" { type = list(string) } # who may reach the test listener
variable "repository" { type = string }       # e.g. your-org/your-repo

data "aws_caller_identity" "this" {}
data "aws_region" "this" {}

locals {
  place = "${data.aws_region.this.region}:${data.aws_caller_identity.this.account_id}"
  ecs   = "arn:aws:ecs:${local.place}"
}

resource "aws_ecs_cluster" "main" {
  name = "main"
}

resource "aws_ecs_service" "web" {
  name          = "web"
  cluster       = aws_ecs_cluster.main.arn
  desired_count = 2

  # Task definition, network and load balancer belong to the task sets, not the service. docs/moving.md says how to move a
  # service that has another controller.
  deployment_controller {
    type = "EXTERNAL"
  }

  lifecycle {
    ignore_changes = [
      desired_count, # set by auto scaling, if you use it
      # ECS shows those of the PRIMARY task set on the service. Terraform would remove them, which ECS refuses, or
      # replace the service.
      task_definition,
      load_balancer,
      network_configuration,
      launch_type,
      capacity_provider_strategy,
      platform_version,
      service_registries,
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
  subnets            = var.public_subnet_ids
  security_groups    = [aws_security_group.load_balancer.id]
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  condition {
    host_header {
      values = [var.host]
    }
  }

  action {
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
    # On a listener whose default action carries production traffic, ignore default_action instead.
    ignore_changes = [action]
  }
}

# Shows green before users see it.
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

resource "aws_security_group" "load_balancer" {
  name   = "web-load-balancer"
  vpc_id = var.vpc_id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    from_port   = 8443
    to_port     = 8443
    protocol    = "tcp"
    cidr_blocks = var.test_cidrs
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Only the load balancer reaches the tasks.
resource "aws_security_group" "tasks" {
  name   = "web-tasks"
  vpc_id = var.vpc_id

  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.load_balancer.id]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web" # as in deploy/web.json
  retention_in_days = 30
}

# The roles that deploy/web.json names.
data "aws_iam_policy_document" "tasks_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "web-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role" "task" {
  name               = "web-task"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

# The role that the workflow assumes. An account has one provider for GitHub: if yours has it, use its ARN.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "deploy_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      # A job that names an environment has the second one. Let only main deploy to that environment (docs/iam.md).
      values = [
        "repo:${var.repository}:ref:refs/heads/main",
        "repo:${var.repository}:environment:production",
      ]
    }
  }
}

# docs/iam.md explains each statement, and has those of auto scaling and of a sweep of the whole cluster.
data "aws_iam_policy_document" "deploy" {
  statement {
    sid = "Service"
    actions = [
      "ecs:DescribeServices",
      "ecs:DescribeTaskSets",
      "ecs:CreateTaskSet",
      "ecs:UpdateTaskSet",
      "ecs:UpdateServicePrimaryTaskSet",
      "ecs:DeleteTaskSet",
      "ecs:UntagResource",
    ]
    resources = [
      "${local.ecs}:service/main/web",
      "${local.ecs}:task-set/main/web/*",
    ]
  }

  statement {
    sid     = "Tags"
    actions = ["ecs:TagResource"]
    resources = [
      "${local.ecs}:service/main/web",
      "${local.ecs}:task-set/main/web/*",
      "${local.ecs}:task-definition/web:*",
    ]
  }

  statement {
    sid       = "Tasks"
    actions   = ["ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeContainerInstances"]
    resources = ["*"]
    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.main.arn]
    }
  }

  statement {
    sid       = "TaskDefinitions"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions", "ecs:RegisterTaskDefinition"]
    resources = ["*"]
  }

  statement {
    sid       = "RolesOfTheTasks"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid = "LoadBalancerReads"
    actions = [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "Traffic"
    actions   = ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"]
    resources = [aws_lb_listener_rule.web.arn, aws_lb_listener.test.arn]
  }

  statement {
    sid = "AutoScalingRead"
    actions = [
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:DescribeScheduledActions",
    ]
    resources = ["*"]
  }

  # Of the image of deploy/web.json, so that green runs a digest. Without it, green runs the tag.
  statement {
    sid       = "DigestsOfImages"
    actions   = ["ecr:DescribeImages"]
    resources = ["arn:aws:ecr:${local.place}:repository/web"]
  }

  # For the states of `alarms`. Without `alarms`, leave it out.
  statement {
    sid       = "AlarmStates"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["*"]
  }
}

# Releases alternate between the target groups, so an alarm on one of them would see every second release.
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "web-5xx"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching" # no request, no error

  metric_query {
    id          = "errors"
    expression  = "FILL(m1,0)+FILL(m2,0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { m1 = "web-a", m2 = "web-b" }

    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = "HTTPCode_Target_5XX_Count"
        stat        = "Sum"
        period      = 60
        dimensions = {
          LoadBalancer = aws_lb.web.arn_suffix
          TargetGroup  = aws_lb_target_group.web[metric_query.value].arn_suffix
        }
      }
    }
  }
}

resource "aws_iam_role" "deploy" {
  name               = "web-deploy"
  assume_role_policy = data.aws_iam_policy_document.deploy_trust.json
}

resource "aws_iam_role_policy" "deploy" {
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.deploy.json
}

# The first release has no task set to copy from. This output is its config file (docs/settings.md), since JSON is YAML:
#   terraform output -json settings_of_the_first_release > deploy/web.yml
# Later releases need no network and no target-groups, and may keep them.
output "settings_of_the_first_release" {
  value = {
    task-definition = "deploy/web.json"
    container-name  = "web"
    target-groups   = [for group in aws_lb_target_group.web : group.arn]
    test-rule       = aws_lb_listener.test.arn
    network = {
      launch-type     = "fargate"
      subnets         = var.private_subnet_ids
      security-groups = [aws_security_group.tasks.id]
    }
  }
}
