"""The monitoring database (统计监测数据库): what was accepted, and what was in force before."""
