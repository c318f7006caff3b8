# `make demo` and `make test` set up what is missing and then do what they say; `make help` lists all.

# `make PYTHON=…` names the Python to use; else the first that is new enough.
export PYTHON
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
LOCKED := install --require-hashes --only-binary :all: --compile
CODE := src tests scripts benches fuzz

# A shell that forbids byte code doubles every start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test setup setup-dev check format docs lock clean system system-test

help:  ## 显示本帮助 · show this help
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: setup  ## 安装所缺，审核示例数据，生成中期评估报告 · set up, check the sample data, write the mid-term report
	$(BIN)/plan-eval validate
	$(BIN)/plan-eval report --stage midterm

test: check  ## 安装所缺，运行全部检查与测试 · set up, run every check and test
	$(BIN)/pytest -n auto $(ARGS)

check: setup-dev  ## 代码检查（不运行测试）· linters and types only
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports
	$(BIN)/mypy

format: setup-dev  ## 整理代码格式 · format the code
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

setup: system $(VENV)/run.stamp $(VENV)/project.stamp  ## 只安装所缺 · only set up

setup-dev: system-test $(VENV)/dev.stamp $(VENV)/project.stamp

docs: $(VENV)/docs.stamp $(VENV)/project.stamp  ## 生成文档网站（build/site/index.html）· build the site of documentation
	$(BIN)/python -m scripts.make_site

lock:  ## 重写依赖锁定（UPGRADE=--upgrade 升级）· write the locks anew
	scripts/lock.sh $(UPGRADE)

audit: setup-dev  ## 查依赖的已知漏洞（须联网）· look the locked dependencies up among known vulnerabilities
	$(BIN)/python scripts/audit.py $(ARGS)

clean:  ## 删除虚拟环境与缓存 · remove the environment and caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

system:
	@scripts/system-packages.sh packages.debian.txt

system-test:
	@scripts/system-packages.sh packages.debian.txt packages.debian-test.txt

$(BIN)/python:
	@scripts/make-venv.sh $(VENV)

$(VENV)/run.stamp: requirements.lock $(BIN)/python
	@echo "安装锁定的依赖 · installing the locked dependencies"
	@$(PIP) $(LOCKED) -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(BIN)/python
	@echo "安装锁定的开发依赖 · installing the locked development dependencies"
	@$(PIP) $(LOCKED) -r requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

$(VENV)/docs.stamp: requirements-docs.lock $(BIN)/python
	@echo "安装锁定的文档工具 · installing the locked tools for the documentation"
	@$(PIP) $(LOCKED) -r requirements-docs.lock
	@touch $@

# Hatchling comes from the lock, so nothing unlocked is fetched.
$(VENV)/project.stamp: pyproject.toml $(BIN)/python | $(VENV)/run.stamp
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@
